using System.Net.Http.Headers;
using CustomerOps.Testing.Stack;
using Shouldly;
using Xunit;

namespace CustomerOps.EndToEnd.Tests.Conventions;

/// <summary>Who gets in where, over every route: the committed table is the promise.</summary>
public sealed class AccessConventionTests(RunningSystem system)
{
    private static readonly string s_table = Path.Combine(Repository.Root, "tests", "CustomerOps.EndToEnd.Tests", "Conventions", "roles.txt");

    [Fact]
    public async Task The_roles_of_every_route_are_those_of_the_table()
    {
        var stated = (await Operation.All(system)).Select(o => $"{o}: {(o.IsPublic ? "public" : string.Join(' ', o.Roles))}").Order(StringComparer.Ordinal).ToList();
        if (Environment.GetEnvironmentVariable("UPDATE_SPECS") == "1") await File.WriteAllLinesAsync(s_table, stated);
        string.Join('\n', stated).ShouldBe(string.Join('\n', await File.ReadAllLinesAsync(s_table)), customMessage: "A route or its roles changed; look at it, then run with UPDATE_SPECS=1.");
    }

    [Fact]
    public async Task Every_role_gets_in_where_the_table_says_and_nowhere_else()
    {
        var wrong = new List<string>();
        var operations = await Operation.All(system);
        foreach (var role in ServiceStack.Roles)
        {
            using var client = system.Client("nordlys", role);
            foreach (var operation in operations.Where(o => !o.IsPublic))
            {
                // An id nobody has and no body: whoever is let in changes nothing.
                var reply = await Reply.To(client, operation.Request());
                if (operation.Roles.Contains(role) ? reply.Code is 401 or 403 or >= 500 : reply.NotAProblem(403) is not null || reply.ProblemCode != "access.forbidden")
                    wrong.Add($"{role} at {operation}: {reply.Code} {reply.ProblemCode}");
            }
        }

        wrong.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer cok_0000000000000000000000000000000000000000000")]
    [InlineData("Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.")]
    [InlineData("Basic YWRtaW46YWRtaW4=")]
    public async Task Nobody_gets_in_without_a_valid_key(string? authorization)
    {
        var wrong = new List<string>();
        using var nobody = new HttpClient { BaseAddress = system.Gateway };
        nobody.DefaultRequestHeaders.Authorization = authorization is null ? null : AuthenticationHeaderValue.Parse(authorization);
        foreach (var operation in (await Operation.All(system)).Where(o => !o.IsPublic))
        {
            var reply = await Reply.To(nobody, operation.Request());
            while (reply.Code == 429)
            {
                await Task.Delay(500);
                reply = await Reply.To(nobody, operation.Request());
            }

            if (reply.NotAProblem(401) is { } problem) wrong.Add($"{operation}: {problem}");
        }

        wrong.ShouldBeEmpty();
    }

    [Fact]
    public async Task Another_organisations_things_are_as_unknown_as_what_nobody_has()
    {
        var wrong = new List<string>();
        var operations = await Operation.All(system);
        var tried = 0;
        foreach (var role in (string[])["admin", "manager"])
        {
            using var aurora = system.Client("aurora", role);
            using var nordlys = system.Client("nordlys", role);
            foreach (var list in operations.Where(o => o.IsList && !o.Path.Contains('{', StringComparison.Ordinal) && o.Roles.Contains(role)))
            {
                if (Items.FirstId(await Reply.To(aurora, list.Request())) is not { } id) continue;
                foreach (var one in operations.Where(o => o.NamesOne && o.Path.StartsWith(list.Path + "/{id}", StringComparison.Ordinal) && o.Roles.Contains(role)))
                {
                    tried++;
                    var random = Guid.NewGuid().ToString();
                    var (theirs, nobodys) = (await Reply.To(nordlys, one.Request(id, "", one.Example, "\"1\"")), await Reply.To(nordlys, one.Request(random, "", one.Example, "\"1\"")));
                    if (theirs.NotAProblem(404) is { } problem) wrong.Add($"{role} {one}: {problem}");
                    else if (theirs.WithoutTrace() != nobodys.WithoutTrace()) wrong.Add($"{role} {one}: told apart");
                }
            }
        }

        wrong.ShouldBeEmpty();
        tried.ShouldBeGreaterThan(10);
    }
}
