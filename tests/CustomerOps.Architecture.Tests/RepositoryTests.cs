using CustomerOps.Architecture.Tests.Rules;

namespace CustomerOps.Architecture.Tests;

public sealed class RepositoryTests
{
    [Fact]
    public void No_file_names_a_registry_or_a_machine() => RepositoryRules.Places(House.Files).ShouldBeNone();

    [Fact]
    public void Lock_files_carry_no_addresses()
    {
        House.Files.Where(file => file.Name == "package-lock.json").ShouldNotBeEmpty();
        RepositoryRules.LockedAddresses(House.Files).ShouldBeNone();
    }

    [Theory]
    [InlineData("https://registry.npm", "js.org/a")]
    [InlineData("https://api.nu", "get.org/v3/index.json")]
    [InlineData("cd /wo", "rk/main")]
    [InlineData("\"/ro", "ot/.nuget\"")]
    [InlineData("C:\\Us", "ers\\a")]
    public void A_place_is_found(string start, string end) => RepositoryRules.Places([new("a.txt", start + end)]).ShouldHaveSingleItem();

    [Theory]
    [InlineData("/api/v1/work/home/root")]
    [InlineData("a homework/rooted thing")]
    public void A_route_is_no_place(string text) => RepositoryRules.Places([new("a.txt", text)]).ShouldBeEmpty();

    [Fact]
    public void A_locked_address_is_found() => RepositoryRules.LockedAddresses([new("a/package-lock.json", "{ \"resolved\": \"x\" }")]).ShouldHaveSingleItem();
}
