using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Templates;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.Templates;

public sealed class VariablesTests
{
    private static readonly Facts Known = new("Anna", "anna@example.com", "1001", "Lamp", "Agnes", null, "Nordlys");

    [Theory]
    [InlineData("Dear {{customer.name}} ({{ ticket.number }})", "Dear Anna (1001)")]
    [InlineData("{{order.number|your order}} of {{organisation.name}}", "your order of Nordlys")]
    [InlineData("{{order.number|}}.", ".")]
    [InlineData("{customer.name} { {customer.name} } costs {5}", "{customer.name} { {customer.name} } costs {5}")]
    public void Variables_are_filled_and_the_rest_stays(string text, string filled)
    {
        Variables.Check(text, "body");
        Variables.Fill(text, Known).ShouldBe(filled);
    }

    [Fact]
    public void What_is_put_in_is_text_read_once_on_one_line()
    {
        var facts = Known with { CustomerName = "{{agent.name}}\r\nBcc: all@example.com\u2028<b>x</b>" };
        Variables.Fill("Dear {{customer.name}}", facts).ShouldBe("Dear {{agent.name}}  Bcc: all@example.com <b>x</b>");
        Variables.Fill("{{customer.name}}", Known with { CustomerName = new string('x', 10_000) }).Length.ShouldBe(300);
    }

    [Theory]
    [InlineData("{{customer.password}}", "template.unknown-variable")]
    [InlineData("{{}}", "template.unknown-variable")]
    [InlineData("{{customer.name", "template.broken-variable")]
    [InlineData("{{customer name}}", "template.broken-variable")]
    public void A_variable_nobody_knows_is_refused(string text, string code) =>
        Should.Throw<RuleViolation>(() => Variables.Check(text, "body")).ShouldSatisfyAllConditions(e => e.Code.ShouldBe(code), e => e.Field.ShouldBe("body"));

    [Fact]
    public void What_has_no_value_and_names_nothing_instead_is_refused() =>
        Should.Throw<RuleViolation>(() => Variables.Fill("Order {{order.number}}", Known)).Code.ShouldBe("template.value-missing");

    [Theory]
    [InlineData("pt-BR", "pt-BR")]
    [InlineData("pt-PT", "pt")]
    [InlineData("fi", "da")]
    [InlineData("en", "en")]
    public void The_tag_then_its_language_then_what_the_organisation_speaks(string asked, string chosen)
    {
        var template = new ReplyTemplate("Hello", [new("en", "Hello"), new("pt", "Olá"), new("pt-BR", "Oi"), new("da", "Hej")], DateTimeOffset.UnixEpoch);
        template.For(asked, ["da", "en"]).Language.ShouldBe(chosen);
        template.For("fi", ["hu"]).Language.ShouldBe("en");
    }
}
