"""docnorm as a modifier of NeMo Curator: ``pipeline.add_stage(Modify(DocnormModifier(), input_fields="text"))``."""

from __future__ import annotations

from nemo_curator.stages.text.modifiers import DocumentModifier

import docnorm


class DocnormModifier(DocumentModifier):
    """Clean one field of every document; a null (pandas makes it NaN) and the other columns stay."""

    def __init__(self, profile: str = "corpus") -> None:
        super().__init__()
        self.profile = profile

    def modify_document(self, text: object) -> object:
        """Return ``text`` clean."""
        return docnorm.clean(text, self.profile) if isinstance(text, str) else text
