"""Write the conformance pack anew."""

from vobjects.testing.conformance._pack import texts

if __name__ == "__main__":
    for path, text in texts().items():
        path.write_text(text)
