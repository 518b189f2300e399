"""What scraping left behind: tags, markers, advertisements, page furniture."""
