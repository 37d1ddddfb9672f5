using CustomerOps.Testing.Stack;
using Shouldly;
using Xunit;

namespace CustomerOps.Demo.Tests.Loading;

/// <summary>The loader against real services, its process killed with -9 in the middle.</summary>
[Collection("stacks")]
public sealed class LoadProgramTests(LoadedStack loaded) : IClassFixture<LoadedStack>
{
    private const int Customers = 20, Orders = 30, Questions = 250;

    [Fact]
    public async Task A_killed_run_goes_on_doubles_nothing_and_loses_nothing()
    {
        using var loader = new Loader(loaded.Stack, "nordlys");
        using var data = new SmallData(Customers, Orders, Questions);
        using (var process = loader.Start(data.Folder, "--solve", "0", "--clients", "4"))
        {
            for (var waited = 0; (await Counts("nordlys")).Tickets < 60; waited++)
            {
                waited.ShouldBeLessThan(2400, "the loader got nowhere");
                process.HasExited.ShouldBeFalse("the loader ended before it could be killed");
                await Task.Delay(50);
            }

            process.Kill();
            await process.WaitForExitAsync();
        }

        // The worst case: what the gateway had answered, but the journal did not hold yet.
        var lines = await File.ReadAllLinesAsync(loader.Journal);
        lines.Length.ShouldBeLessThan(Orders + Questions);
        await File.WriteAllTextAsync(loader.Journal, string.Join('\n', lines[..^8]) + "\nquestions/bank");

        var (code, output) = await loader.Run(data.Folder, "--solve", "0");
        code.ShouldBe(0, output);
        output.ShouldContain("going on");
        (await Counts("nordlys")).ShouldBe((Customers, Orders, Questions, Questions), output);

        (code, output) = await loader.Run(data.Folder, "--solve", "0");
        code.ShouldBe(0, output);
        File.Delete(loader.Journal);
        (code, output) = await loader.Run(data.Folder, "--solve", "0");
        code.ShouldBe(0, output);
        (await Counts("nordlys")).ShouldBe((Customers, Orders, Questions, Questions), "a repetition, even without its journal, adds nothing");
    }

    [Fact]
    public async Task What_cannot_be_loaded_is_reported_with_file_number_and_code_and_the_rest_goes_on()
    {
        using var loader = new Loader(loaded.Stack, "aurora");
        using var data = new SmallData(Customers, Orders, questions: 20);
        data.Append("questions/banking77-train.csv", "\"   \",blank\nalone\n\"Is this the last one?\",card_arrival\n");
        data.Write("articles/bank-help.jsonl", "not json\n");
        File.Delete(Path.Combine(data.Folder, "contacts/bank-calls-30min.csv"));

        var (code, output) = await loader.Run(data.Folder, "--solve", "0");
        code.ShouldBe(1, output);
        output.ShouldContain("questions/banking77-train.csv:22: request.invalid");
        output.ShouldContain("questions/banking77-train.csv:23: line.fields");
        output.ShouldContain("articles/bank-help.jsonl:1: line.malformed");
        output.ShouldContain("contacts/bank-calls-30min.csv: file.missing");
        output.ShouldContain("not loaded: 4");
        (await Counts("aurora")).Tickets.ShouldBe(21);
    }

    [Fact]
    public async Task Without_keys_or_files_it_says_what_is_missing()
    {
        using var loader = new Loader(loaded.Stack, "aurora");
        var (code, output) = await loader.Run("/nowhere/at/all");
        (code, output.Contains("/nowhere/at/all")).ShouldBe((1, true), output);
        using var data = new SmallData(1, 1, 1);
        (code, output) = await loader.Run(data.Folder, "--organisation", "borealis");
        (code, output.Contains("no keys of borealis")).ShouldBe((2, true), output);
    }

    private async Task<(long Customers, long Orders, long Tickets, long Subjects)> Counts(string organisation)
    {
        await using var database = loaded.Stack.Database("ticketing");
        await using var command = database.CreateCommand("select (select count(*) from customers where tenant_id = $1), (select count(*) from orders where tenant_id = $1), count(*), count(distinct subject) from tickets where tenant_id = $1");
        command.Parameters.Add(new() { Value = loaded.Stack.Organisation(organisation) });
        await using var row = await command.ExecuteReaderAsync();
        await row.ReadAsync();
        return (row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3));
    }
}

public sealed class LoadedStack : IAsyncLifetime
{
    public ServiceStack Stack { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Stack = await ServiceStack.Start("ticketing");

    public ValueTask DisposeAsync() => Stack.DisposeAsync();
}
