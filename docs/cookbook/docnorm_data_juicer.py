"""docnorm as a mapper of data-juicer: ``custom_operator_paths: [docnorm_data_juicer.py]`` names it to a recipe."""

from __future__ import annotations

from typing import Any

from data_juicer.ops.base_op import OPERATORS, Mapper

import docnorm


@OPERATORS.register_module("docnorm_mapper")
class DocnormMapper(Mapper):
    """Clean the text of every sample; nulls and the other keys stay."""

    _batched_op = True

    def __init__(self, *args: Any, profile: str = "corpus", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.profile = profile

    def process_batched(self, samples: dict[str, Any]) -> dict[str, Any]:
        """Return the samples with their texts clean."""
        texts = samples[self.text_key]
        samples[self.text_key] = [docnorm.clean(t, self.profile) if isinstance(t, str) else t for t in texts]
        return samples
