"""SCIM 2.0 (RFC 7643, 7644): the words that an agency's directory and we understand."""
