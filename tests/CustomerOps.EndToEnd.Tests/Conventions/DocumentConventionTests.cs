using Shouldly;
using Xunit;

namespace CustomerOps.EndToEnd.Tests.Conventions;

/// <summary>Every operation says what it is, with errors, roles and, where it takes a body, an example that is accepted.</summary>
public sealed class DocumentConventionTests(RunningSystem system)
{
    [Fact]
    public async Task Every_operation_is_described()
    {
        var wrong = new List<string>();
        var operations = await Operation.All(system);
        foreach (var operation in operations)
        {
            var responses = operation.Description["responses"]!.AsObject();
            if (string.IsNullOrEmpty(operation.Description["summary"]?.GetValue<string>())) wrong.Add($"{operation} has no summary");
            if (string.IsNullOrEmpty(operation.Description["operationId"]?.GetValue<string>())) wrong.Add($"{operation} has no name");
            if (!responses.Any(r => r.Key.StartsWith('2'))) wrong.Add($"{operation} has no answer");
            foreach (var status in (string[])["400", "401", "403", "404", "429"])
                if (!responses.ContainsKey(status)) wrong.Add($"{operation} does not document {status}");
            if (operation.NeedsIfMatch && !(responses.ContainsKey("412") && responses.ContainsKey("428"))) wrong.Add($"{operation} does not document 412 and 428");
            if (operation.TakesBody && operation.Example is null) wrong.Add($"{operation} has no example");
        }

        wrong.AddRange(operations.GroupBy(o => o.Description["operationId"]?.GetValue<string>()).Where(g => g.Count() > 1).Select(g => $"{g.Key} is the name of several"));
        wrong.ShouldBeEmpty();
        operations.Select(o => o.Path.Split('/')[3]).Distinct().Count().ShouldBeGreaterThan(15);
    }

    [Fact]
    public async Task A_change_without_the_version_is_refused_and_of_what_nobody_has_is_not_found()
    {
        var wrong = new List<string>();
        foreach (var operation in (await Operation.All(system)).Where(o => o.NeedsIfMatch))
        {
            using var client = system.Client("nordlys", operation.Roles.Contains("admin") ? "admin" : operation.Roles[0]);
            if ((await Reply.To(client, operation.Request(body: operation.Example))) is var without && without.NotAProblem(428) is { } missing) wrong.Add($"{operation}: {missing}");
            if (operation.NamesOne && (await Reply.To(client, operation.Request(body: operation.Example, ifMatch: "\"1\""))).NotAProblem(404) is { } unknown) wrong.Add($"{operation}: {unknown}");
        }

        wrong.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_carries_a_tag_is_not_sent_twice_and_not_changed_by_a_stale_one()
    {
        var (wrong, tried) = (new List<string>(), 0);
        var operations = await Operation.All(system);
        using var admin = system.Client("nordlys", "admin");
        foreach (var read in operations.Where(o => o.CarriesETag && o.Roles.Contains("admin") && o.Path.EndsWith("/{id}", StringComparison.Ordinal)))
        {
            var list = operations.SingleOrDefault(o => o.IsList && o.Path + "/{id}" == read.Path);
            if (list is null) continue;
            // Whatever test runs first: where there is nothing yet, the example makes the first one.
            if (Items.FirstId(await Reply.To(admin, list.Request())) is null && operations.SingleOrDefault(o => o.Method == HttpMethod.Post && o.Path == list.Path && o.Example is not null) is { } make)
                await Reply.To(admin, make.Request(body: make.Example));
            if (Items.FirstId(await Reply.To(admin, list.Request())) is not { } id) continue;
            tried++;
            var first = await Reply.To(admin, read.Request(id));
            var request = read.Request(id);
            request.Headers.TryAddWithoutValidation("If-None-Match", first.ETag);
            var second = await Reply.To(admin, request);
            if (first.ETag is null || first.ETag.StartsWith("W/", StringComparison.Ordinal) || second.Code != 304 || second.Text.Length > 0) wrong.Add($"{read}: {first.ETag} {second.Code}");
            foreach (var change in operations.Where(o => o.NeedsIfMatch && o.Path.StartsWith(read.Path, StringComparison.Ordinal) && o.Roles.Contains("admin")))
            {
                var stale = await Reply.To(admin, change.Request(id, body: change.Example, ifMatch: "\"999999\""));
                if (stale.NotAProblem(412) is { } problem) wrong.Add($"{change}: {problem}");
                else if (stale.ETag != first.ETag) wrong.Add($"{change}: 412 says {stale.ETag}, the version is {first.ETag}");
            }
        }

        wrong.ShouldBeEmpty();
        tried.ShouldBeGreaterThan(3);
    }

    [Fact]
    public async Task The_same_key_is_answered_the_same_and_another_body_is_refused()
    {
        var (wrong, tried) = (new List<string>(), 0);
        foreach (var operation in (await Operation.All(system)).Where(o => o.Method == HttpMethod.Post && o.Example is not null && !o.IsPublic))
        {
            using var client = system.Client("nordlys", operation.Roles.Contains("admin") ? "admin" : operation.Roles[0]);
            var key = Guid.NewGuid().ToString();
            var first = await Reply.To(client, Keyed(operation, key, null));
            if (first.Code is < 200 or > 299) continue;
            tried++;
            var again = await Reply.To(client, Keyed(operation, key, null));
            // What shows a secret once does not keep it: it says that it was done.
            if (again.ProblemCode != "idempotency.secret-not-kept" && (again.Code != first.Code || again.Text != first.Text || !again.Replayed)) wrong.Add($"{operation}: {again.Code} instead of {first.Code}, replayed {again.Replayed}");
            if ((await Reply.To(client, Keyed(operation, key, " "))).NotAProblem(422) is { } problem) wrong.Add($"{operation}: {problem}");
        }

        wrong.ShouldBeEmpty();
        tried.ShouldBeGreaterThan(4);
    }

    private static HttpRequestMessage Keyed(Operation operation, string key, string? more)
    {
        var request = operation.Request(body: operation.Example);
        if (more is not null) request.Content = new StringContent(operation.Example!.ToJsonString() + more, System.Text.Encoding.UTF8, "application/json");
        request.Headers.Add("Idempotency-Key", key);
        return request;
    }
}
