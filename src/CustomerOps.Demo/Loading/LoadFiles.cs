using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using CustomerOps.Demo.Gateway;
using CustomerOps.Demo.Generating;
using CustomerOps.Demo.Running;
using CustomerOps.Demo.Steps;

namespace CustomerOps.Demo.Loading;

/// <param name="Orders">The orders' ids.</param>
/// <param name="Tickets">The tickets' ids in the order of their lines.</param>
internal sealed record Loaded(IReadOnlyList<Shopper> Customers, IReadOnlyList<string> Orders, IReadOnlyList<(Entry<Question> Line, string Id)> Tickets);

/// <summary>Streams the files through the gateway. What cannot be loaded is reported with its file and number, the rest goes on.</summary>
internal sealed partial class LoadFiles(LoadOptions options, Work work)
{
    public async Task<Loaded> Run()
    {
        var today = work.Journal.Day;
        var branches = (await work.Organisation.Manager.Get("/api/v1/organisation", work.Stop))["branches"].EnumerateArray().Select(b => b.GetProperty("code").GetString()!).ToList();
        var customers = CommerceFiles.Customers(options.Data, branches, work.Run.Fail);
        var people = customers.Values.OrderBy(c => c.Number).ToList();
        var orders = await Orders(CommerceFiles.Orders(options.Data, customers, today, work.Run.Fail));
        await PublishArticles.Run(work, ArticleFile.Read(options.Data, work.Run.Fail));
        await Calls(ContactFile.Read(options.Data, options.Weeks, today, work.Run.Fail));
        var tickets = await Tickets([.. QuestionFile.Read(options.Data, people, work.Run.Fail).Take(options.Tickets)]);
        return new Loaded(people, orders, tickets);
    }

    private async Task<IReadOnlyList<string>> Orders(IReadOnlyList<Entry<Purchase>> orders)
    {
        var ids = new ConcurrentBag<string>();
        await work.Run.Each("orders", orders, o => o.Place, async order => ids.Add(await PlaceOrders.Tell(work, order.Value, order.Value.Status)));
        return [.. ids];
    }

    private async Task<IReadOnlyList<(Entry<Question>, string)>> Tickets(IReadOnlyList<Entry<Question>> questions)
    {
        var ids = new ConcurrentDictionary<int, (Entry<Question> Line, string Id)>();
        await work.Run.Each("tickets", questions, q => q.Place, async line =>
        {
            var (question, by) = (line.Value, line.Value.Requester);
            ids[line.Number] = (line, await work.Post($"{line.Place}/{question.Category}", work.Organisation.Agent, "/api/v1/tickets", new
            {
                channel = question.Channel, subject = question.Subject, body = question.Text, requester = new { email = by.Email, name = by.Name },
                language = by.Language, tags = (string[])[question.Category],
            }));
        });
        return [.. ids.OrderBy(i => i.Key).Select(i => i.Value)];
    }

    private Task<Step> Calls(IReadOnlyList<IReadOnlyList<Entry<ContactCount>>> weeks) =>
        work.Run.Each("weeks of calls", weeks, w => w[0].Place, week => work.Journal.Once($"{week[0].Place}/{week.Count}", async () =>
        {
            var lines = week.ToList();
            while (lines.Count > 0 && await Refused(lines) is { } line)
            {
                work.Run.Fail(line.Fault);
                lines.RemoveAt(line.Index);
            }

            return $"{lines.Count}";
        }));

    /// <summary>Stores a week's counts; where one of them is refused, says which. Nothing was stored then.</summary>
    private async Task<(int Index, Fault Fault)?> Refused(List<Entry<ContactCount>> lines)
    {
        try
        {
            await work.Organisation.Manager.Post("/api/v1/arrivals", new { channel = ContactFile.Channel, timeZone = ContactFile.TimeZone, counts = lines.Select(l => l.Value) }, null, work.Stop);
            return null;
        }
        catch (GatewayProblem problem) when (problem.Errors.Keys.Select(k => Position().Match(k)).FirstOrDefault(m => m.Success) is { } at)
        {
            var index = int.Parse(at.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
            return (index, new Fault(lines[index].Place, problem.Code, problem.Message));
        }
    }

    [GeneratedRegex(@"^counts\[(\d{1,5})\]")]
    private static partial Regex Position();
}
