"""The first run: from an empty installation to a company that customers can write to."""
