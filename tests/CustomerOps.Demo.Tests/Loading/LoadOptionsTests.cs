using CustomerOps.Demo.Loading;
using Shouldly;
using Xunit;

namespace CustomerOps.Demo.Tests.Loading;

public sealed class LoadOptionsTests
{
    [Fact]
    public void What_is_not_said_has_a_sensible_default()
    {
        var options = LoadOptions.Read(["--gateway", "http://localhost:8080", "--keys", "/srv/keys.json", "--tickets", "50"]);
        (options.Organisation, options.Clients, options.Tickets, options.Solve, options.Weeks).ShouldBe(("nordlys", 16, 50, 2000, 27));
        options.Journal.ShouldBe("/srv/load-nordlys.journal");
    }

    [Theory]
    [InlineData("--colour", "red")]
    [InlineData("--clients", "0")]
    [InlineData("--clients", "many")]
    [InlineData("--answering", "1.5")]
    [InlineData("--mailbox", "here")]
    [InlineData("--tickets")]
    public void A_wrong_option_is_named(params string[] wrong) =>
        Should.Throw<FormatException>(() => LoadOptions.Read(["--gateway", "http://localhost:8080", .. wrong])).Message.ShouldContain(wrong[0]);
}
