using CustomerOps.Architecture.Tests.Rules;

namespace CustomerOps.Architecture.Tests;

public sealed class ProjectsTests
{
    public static TheoryData<string> HostProjects => [.. House.Hosts];

    public static TheoryData<string> AllProjects => [.. House.SharedProjects, .. House.Hosts];

    [Theory]
    [MemberData(nameof(HostProjects))]
    public void A_host_references_the_shared_projects_only(string project)
    {
        ProjectRules.ForeignReferences(Project(project), House.SharedProjects).ShouldBeNone();
        House.Built(project).GetReferencedAssemblies().Select(reference => reference.Name!)
            .Where(name => name.StartsWith("CustomerOps.", StringComparison.Ordinal) && !House.SharedProjects.Contains(name["CustomerOps.".Length..])).ShouldBeNone();
    }

    [Theory]
    [MemberData(nameof(HostProjects))]
    public void A_host_reaches_the_broker_through_Messaging(string project) => ProjectRules.ForbiddenPackages(Project(project), "MassTransit", "RabbitMQ").ShouldBeNone();

    [Theory]
    [InlineData("Gateway")]
    [InlineData("Demo")]
    public void A_host_without_data_has_no_database_and_no_bus(string project) =>
        House.Built(project).GetReferencedAssemblies().Select(reference => reference.Name!).Where(name => IsAbout(name, "Npgsql", "Microsoft.EntityFrameworkCore", "RabbitMQ")).ShouldBeNone();

    [Fact]
    public void Contracts_are_pure()
    {
        string[] forbidden = ["MassTransit", "RabbitMQ", "Microsoft.EntityFrameworkCore", "Npgsql", "Microsoft.AspNetCore", "Grpc.AspNetCore"];
        ProjectRules.ForbiddenPackages(Project("Contracts"), forbidden).ShouldBeNone();
        ProjectRules.ForeignReferences(Project("Contracts"), []).ShouldBeNone();
        House.Built("Contracts").GetReferencedAssemblies().Select(reference => reference.Name!).Where(name => IsAbout(name, forbidden)).ShouldBeNone();
    }

    [Fact]
    public void Versions_are_exact_and_central()
    {
        ProjectRules.Versions(House.File("Directory.Packages.props").Text).ShouldBeNone();
        House.Files.Where(file => file.Name.EndsWith(".csproj", StringComparison.Ordinal)).SelectMany(ProjectRules.OwnVersions).ShouldBeNone();
    }

    [Theory]
    [MemberData(nameof(AllProjects))]
    public void Every_project_has_its_tests(string project) =>
        House.CSharp($"tests/CustomerOps.{project}.Tests/").Where(file => file.Text.Contains("[Fact", StringComparison.Ordinal) || file.Text.Contains("[Theory", StringComparison.Ordinal)).ShouldNotBeEmpty();

    [Theory]
    [InlineData("MassTransit", "9.0.0")]
    [InlineData("Npgsql", "10.*")]
    [InlineData("Npgsql", "[10.0.0,)")]
    [InlineData("Npgsql", "")]
    public void A_wrong_version_is_found(string id, string version) =>
        ProjectRules.Versions($"<Project><ItemGroup><PackageVersion Include=\"{id}\" Version=\"{version}\" /></ItemGroup></Project>").ShouldHaveSingleItem();

    [Fact]
    public void A_wrong_reference_is_found()
    {
        var project = new SourceFile("src/CustomerOps.Survey/CustomerOps.Survey.csproj", """
            <Project><ItemGroup>
              <ProjectReference Include="../CustomerOps.Ticketing/CustomerOps.Ticketing.csproj" />
              <ProjectReference Include="..\CustomerOps.Contracts\CustomerOps.Contracts.csproj" />
              <PackageReference Include="MassTransit.RabbitMQ" Version="8.4.0" />
            </ItemGroup></Project>
            """);
        ProjectRules.ForeignReferences(project, House.SharedProjects).ShouldHaveSingleItem().ShouldContain("Ticketing");
        ProjectRules.ForbiddenPackages(project, "MassTransit").ShouldHaveSingleItem();
        ProjectRules.OwnVersions(project).ShouldHaveSingleItem();
    }

    private static SourceFile Project(string project) => House.File($"src/CustomerOps.{project}/CustomerOps.{project}.csproj");

    private static bool IsAbout(string name, params string[] words) => words.Any(word => name.StartsWith(word, StringComparison.Ordinal));
}
