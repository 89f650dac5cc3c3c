"""Lists the store's customers with gRPC, from the same contract.

It needs grpcio and grpcio-tools, and the token of a service in TOKEN.
"""

import os
import pathlib
import sys

import grpc

sys.path.append(str(pathlib.Path(__file__).parents[1] / "protobuf"))
messages, services = grpc.protos_and_services("customer.proto")

address = os.environ.get("CUSTOMERS", "localhost:50051")
identity = [("authorization", f"Bearer {os.environ['TOKEN']}")]
channel = grpc.insecure_channel(address)
customers = services.CustomerServiceStub(channel)


def pages():
    after = ""
    while True:
        request = messages.PageRequest(limit=100, after=after)
        page = customers.List(request, timeout=2, metadata=identity)
        yield from page.items
        after = page.next
        if not after:
            return


for customer in pages():
    print(customer.reference, customer.name, customer.email)

try:
    unknown = messages.Reference(reference="eve")
    customers.GetByReference(unknown, timeout=2, metadata=identity)
except grpc.RpcError as error:
    print(error.code().name, error.details())
