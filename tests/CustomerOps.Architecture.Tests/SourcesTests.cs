using CustomerOps.Architecture.Tests.Rules;

namespace CustomerOps.Architecture.Tests;

public sealed class SourcesTests
{
    private const int LongestFile = 250;
    private const int LongestModel = 90;
    private const int LongestProgram = 40;

    [Fact]
    public void No_file_is_long() => SourceRules.LongerThan(LongestFile, House.CSharp()).ShouldBeNone();

    [Fact]
    public void The_model_and_the_programs_read_like_a_description()
    {
        SourceRules.LongerThan(LongestModel, [House.File("CustomerOps.AppHost/AppHost.cs")]).ShouldBeNone();
        SourceRules.LongerThan(LongestProgram, House.CSharp("src/").Where(file => file.Name == "Program.cs")).ShouldBeNone();
    }

    [Fact]
    public void Endpoints_files_are_tables_of_contents() => SourceRules.LogicInEndpoints(House.CSharp("src/")).ShouldBeNone();

    [Fact]
    public void Time_comes_from_the_time_provider() => SourceRules.OwnClock(House.CSharp("src/")).ShouldBeNone();

    [Fact]
    public void Nothing_blocks_and_no_exception_is_lost() => SourceRules.Blocking(House.CSharp("src/")).ShouldBeNone();

    [Fact]
    public void Only_Messaging_sets_up_the_bus() =>
        SourceRules.BusSetUp(House.CSharp("src/").Where(file => !file.Path.StartsWith("src/CustomerOps.Messaging/", StringComparison.Ordinal))).ShouldBeNone();

    [Fact]
    public void Messaging_does_set_up_the_bus() => SourceRules.BusSetUp(House.CSharp("src/CustomerOps.Messaging/")).ShouldNotBeEmpty();

    [Fact]
    public void A_long_file_is_found()
    {
        SourceRules.LongerThan(3, [Given("A.cs", "1\n2\n3\n4\n")]).ShouldHaveSingleItem();
        SourceRules.LongerThan(4, [Given("A.cs", "1\n2\n3\n4\n")]).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("group.MapGet(\"/\", (Db db) => db.Tickets.ToList());")]
    [InlineData("if (open) group.MapGet(\"/\", List.Handle);")]
    [InlineData("foreach (var x in y) group.MapGet(x, List.Handle);")]
    [InlineData("group.MapGet(\"/\", async () => await Task.Yield());")]
    [InlineData("var nothing = 1;")]
    public void Logic_in_an_endpoints_file_is_found(string line) => SourceRules.LogicInEndpoints([Given("TicketEndpoints.cs", line)]).ShouldNotBeEmpty();

    [Fact]
    public void Routes_and_prose_in_an_endpoints_file_pass() =>
        SourceRules.LogicInEndpoints([Given("TicketEndpoints.cs", "// await nothing; if (x)\ngroup.MapGet(\"/{if (x)}\", ListTickets.Handle).WithSummary(\"while (you) wait\");")]).ShouldBeEmpty();

    [Theory]
    [InlineData("var now = DateTime.UtcNow;")]
    [InlineData("var now = DateTimeOffset.Now;")]
    [InlineData("var day = DateTime.Today;")]
    public void An_own_clock_is_found(string line) => SourceRules.OwnClock([Given("A.cs", line)]).ShouldHaveSingleItem();

    [Theory]
    [InlineData("var a = Load().Result;")]
    [InlineData("Load().Wait();")]
    [InlineData("Load().GetAwaiter().GetResult();")]
    [InlineData("Thread.Sleep(5);")]
    [InlineData("private async void Load() { }")]
    public void Blocking_is_found(string line) => SourceRules.Blocking([Given("A.cs", line)]).ShouldHaveSingleItem();

    [Theory]
    [InlineData("services.AddMassTransit(x => { });")]
    [InlineData("using RabbitMQ.Client;")]
    public void Speaking_to_the_broker_is_found(string line) => SourceRules.BusSetUp([Given("A.cs", line)]).ShouldHaveSingleItem();

    [Theory]
    [InlineData("// Thread.Sleep(5);")]
    [InlineData("/* DateTime.UtcNow */")]
    [InlineData("var text = \"DateTime.UtcNow Thread.Sleep(1)\";")]
    [InlineData("var text = \"\"\"\nThread.Sleep(5); DateTime.Now\n\"\"\";")]
    [InlineData("var url = \"http://x\"; var b = 1;")]
    public void Prose_is_not_code(string text)
    {
        SourceRules.Blocking([Given("A.cs", text)]).ShouldBeEmpty();
        SourceRules.OwnClock([Given("A.cs", text)]).ShouldBeEmpty();
    }

    [Fact]
    public void Code_after_a_string_with_slashes_still_counts() => SourceRules.OwnClock([Given("A.cs", "Get(\"http://x\", DateTime.UtcNow);")]).ShouldHaveSingleItem();

    private static SourceFile Given(string name, string text) => new("src/" + name, text);
}
