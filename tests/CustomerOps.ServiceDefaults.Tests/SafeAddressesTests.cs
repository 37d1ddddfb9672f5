using CustomerOps.ServiceDefaults.Telemetry;
using Shouldly;
using Xunit;

namespace CustomerOps.ServiceDefaults.Tests;

public sealed class SafeAddressesTests
{
    [Theory]
    [InlineData("/api/v1/tickets", "/api/v1/tickets")]
    [InlineData("/api/v1/tickets/01a20187-4869-7f90-bb01-db3e507e4a9e/messages", "/api/v1/tickets/01a20187-4869-7f90-bb01-db3e507e4a9e/messages")]
    [InlineData("/s/w3hQ0mEoXb4yZr1sT8uVkCnJdLfAgPiU7x2WqK5oN9c", "/s/-")]
    [InlineData("http://knowledge-base.customerops.svc.cluster.local:80/s/w3hQ0mEoXb4yZr1sT8uVkCnJdLfAgPiU7x2WqK5oN9c?x=1", "http://knowledge-base.customerops.svc.cluster.local:80/s/-")]
    [InlineData("/api/v1/customers?email=kari@example.com", "/api/v1/customers")]
    [InlineData("http://127.0.0.1:80", "http://127.0.0.1:80")]
    public void Tokens_and_queries_are_told_to_no_telemetry(string address, string told) => SafeAddresses.Safe(address).ShouldBe(told);
}
