using CustomerOps.Architecture.Tests.Rules;

namespace CustomerOps.Architecture.Tests;

public sealed class TypesTests
{
    public static TheoryData<string> Projects => [.. House.SharedProjects, .. House.Hosts];

    public static TheoryData<string> HostProjects => [.. House.Hosts];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Classes_are_sealed_static_or_abstract(string project) => TypeRules.Unsealed(House.Built(project).GetTypes()).ShouldBeNone();

    [Theory]
    [MemberData(nameof(HostProjects))]
    public void A_host_has_no_public_type(string project) => TypeRules.Visible(House.Built(project).GetTypes()).ShouldBeNone();

    [Fact]
    public void Contract_records_are_sealed_and_never_change() => TypeRules.MutableRecords(House.Built("Contracts").GetTypes()).ShouldBeNone();

    [Fact]
    public void An_open_class_is_found() => TypeRules.Unsealed([typeof(Open), typeof(Closed), typeof(Fixed), typeof(Base)]).ShouldHaveSingleItem().ShouldContain(nameof(Open));

    [Fact]
    public void A_public_class_is_found() => TypeRules.Visible([typeof(TypesTests), typeof(TypeRules)]).ShouldHaveSingleItem().ShouldContain(nameof(TypesTests));

    [Theory]
    [InlineData(typeof(Settable), "can be set")]
    [InlineData(typeof(WithArray), "collection")]
    [InlineData(typeof(Unsealed), "not sealed")]
    [InlineData(typeof(Child), "inherits")]
    public void A_record_that_can_change_is_found(Type record, string why) => TypeRules.MutableRecords([record]).ShouldContain(violation => violation.Contains(why));

    [Fact]
    public void A_good_record_passes() => TypeRules.MutableRecords([typeof(Fixed)]).ShouldBeEmpty();

#pragma warning disable CA1852 // what is open here is open on purpose
    internal class Open;

    internal record Unsealed(int Id);
#pragma warning restore CA1852

    internal sealed class Closed;

    internal abstract record Base;

    internal sealed record Child : Base;

    internal sealed record Settable
    {
        public int Id { get; set; }
    }

    internal sealed record WithArray(string[] Names);

    internal sealed record Fixed(int Id, IReadOnlyList<string> Names)
    {
        public string? Note { get; init; }
    }
}
