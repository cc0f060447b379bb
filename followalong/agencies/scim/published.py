"""What we publish of ourselves: configuration, resource type and schema."""

from typing import Any

from followalong.agencies.scim.words import USER

CONFIG = "urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"
TYPE = "urn:ietf:params:scim:schemas:core:2.0:ResourceType"
SCHEMA = "urn:ietf:params:scim:schemas:core:2.0:Schema"
MOST_LISTED = 200


def config(base: str) -> dict[str, Any]:
    off = {"supported": False}
    return {
        "schemas": [CONFIG],
        "patch": {"supported": True},
        "bulk": off | {"maxOperations": 0, "maxPayloadSize": 0},
        "filter": {"supported": True, "maxResults": MOST_LISTED},
        "changePassword": off,
        "sort": off,
        "etag": off,
        "authenticationSchemes": [
            {
                "type": "oauthbearertoken",
                "name": "Bearer",
                "description": "The key that the agency's administrator made.",
                "primary": True,
            }
        ],
        "meta": {
            "resourceType": "ServiceProviderConfig",
            "location": f"{base}/ServiceProviderConfig",
        },
    }


def resource_type(base: str) -> dict[str, Any]:
    return {
        "schemas": [TYPE],
        "id": "User",
        "name": "User",
        "endpoint": "/Users",
        "description": "Somebody who works here.",
        "schema": USER,
        "meta": {"resourceType": "ResourceType", "location": f"{base}/ResourceTypes/User"},
    }


def schema(base: str) -> dict[str, Any]:
    name = _attribute("name", "complex") | {
        "subAttributes": [_attribute("givenName"), _attribute("familyName")]
    }
    return {
        "schemas": [SCHEMA],
        "id": USER,
        "name": "User",
        "description": "Somebody who works here.",
        "attributes": [
            _attribute("userName") | {"required": True, "uniqueness": "server"},
            name,
            _attribute("active", "boolean") | {"required": True},
        ],
        "meta": {"resourceType": "Schema", "location": f"{base}/Schemas/{USER}"},
    }


def _attribute(name: str, kind: str = "string") -> dict[str, Any]:
    return {
        "name": name,
        "type": kind,
        "multiValued": False,
        "description": name,
        "required": False,
        "caseExact": False,
        "mutability": "readWrite",
        "returned": "default",
        "uniqueness": "none",
    }
