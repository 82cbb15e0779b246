"""What all resource types that moto lacks have in common."""


class Made:
    """What a resource is to CloudFormation. moto finds the types that name its own class as a base. A type says its
    resource_type, has backends, and methods create and delete."""

    def __init__(self, reference, **attributes):
        self.physical_resource_id, self.attributes = reference, attributes

    def get_cfn_attribute(self, name):
        return self.attributes[name]

    def is_created(self):
        return True

    @classmethod
    def cloudformation_type(cls):
        return cls.resource_type

    @staticmethod
    def cloudformation_name_type():
        return ""

    @classmethod
    def has_cfn_attr(cls, attr):
        return True

    @classmethod
    def find_backend(cls, account_id, region_name):
        return cls.backends[account_id][region_name]

    @classmethod
    def create_from_cloudformation_json(cls, resource_name, cloudformation_json, account_id, region_name, **kwargs):
        backend = cls.find_backend(account_id, region_name)
        return cls.create(backend, resource_name, cloudformation_json.get("Properties", {}))

    @classmethod
    def update_from_cloudformation_json(
        cls, original_resource, new_resource_name, cloudformation_json, account_id, region_name
    ):
        backend = cls.find_backend(account_id, region_name)
        return cls.update(backend, original_resource, cloudformation_json.get("Properties", {}))

    @classmethod
    def delete_from_cloudformation_json(cls, resource_name, cloudformation_json, account_id, region_name):
        cls.delete(cls.find_backend(account_id, region_name), resource_name, cloudformation_json.get("Properties", {}))

    @classmethod
    def update(cls, backend, made, properties):
        return cls.create(backend, made.physical_resource_id, properties)


class Unchanged(Made):
    """A resource that an update of the stack leaves as it is."""

    @classmethod
    def update(cls, backend, made, properties):
        return made
