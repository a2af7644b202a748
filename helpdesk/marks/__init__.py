"""Small marks that stand in rows and headings: drawn in Python, because a list has hundreds of them."""
