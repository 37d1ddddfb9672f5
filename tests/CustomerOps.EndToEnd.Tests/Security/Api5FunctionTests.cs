using CustomerOps.EndToEnd.Tests.Conventions;
using Shouldly;
using Xunit;

namespace CustomerOps.EndToEnd.Tests.Security;

/// <summary>OWASP API5:2023 Broken function level authorization. Roles × routes stand in the conventions' table; here are the ways around: other methods, other spellings, the operators' door.</summary>
public sealed class Api5FunctionTests(RunningSystem system)
{
    [Fact]
    public async Task No_method_that_the_document_does_not_name_does_anything()
    {
        var (wrong, operations) = (new List<string>(), await Operation.All(system));
        using var admin = system.Client("nordlys", "admin");
        foreach (var path in operations.Where(o => !o.IsPublic).GroupBy(o => o.Path))
            foreach (var method in ((string[])["GET", "PUT", "POST", "DELETE", "PATCH", "TRACE", "PROPFIND", "DEBUG"]).Except(path.Select(o => o.Method.Method)))
            {
                var request = new HttpRequestMessage(new HttpMethod(method), path.First().Url());
                if (method is "PUT" or "POST" or "PATCH") request.Content = new StringContent("{}", System.Text.Encoding.UTF8, "application/json");
                var reply = await Reply.To(admin, request);
                // A literal beside {id} may have the method that the literal has not.
                if (reply.Code is not (404 or 405 or 400 or 415 or 428)) wrong.Add($"{method} {path.Key}: {reply.Code}");
            }

        wrong.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("X-HTTP-Method-Override", "DELETE")]
    [InlineData("X-Method-Override", "DELETE")]
    [InlineData("X-HTTP-Method", "PUT")]
    public async Task A_method_is_what_the_request_line_says(string header, string method)
    {
        using var analyst = system.Client("nordlys", "analyst");
        foreach (var operation in (await Operation.All(system)).Where(o => o.Method == HttpMethod.Get && o.IsList && o.Roles.Contains("analyst")))
        {
            var request = operation.Request();
            request.Headers.Add(header, method);
            (await Reply.To(analyst, request)).Code.ShouldBe((await Reply.To(analyst, operation.Request())).Code, $"{operation}");
        }
    }

    [Theory]
    [InlineData("/api/v1/organisation/../partners")]
    [InlineData("/api/v1/organisation/%2e%2e/partners")]
    [InlineData("/api/v1//partners")]
    [InlineData("/api/v1/partners/")]
    [InlineData("/API/V1/PARTNERS")]
    [InlineData("/api/v1/partners;x=1")]
    [InlineData("/api/v1/./partners")]
    [InlineData("//api/v1/partners")]
    [InlineData("/api/v1/partners%00")]
    [InlineData("/api/v1/partners%2f")]
    [InlineData("/api/v1/people/..;/partners")]
    public async Task Another_spelling_of_a_path_opens_nothing(string path)
    {
        foreach (var role in (string[])["agent", "customer", "partner", "analyst"])
        {
            using var client = system.Client("nordlys", role);
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"{system.Gateway}".TrimEnd('/') + path, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
            (await Reply.To(client, request)).Code.ShouldBeOneOf(400, 403, 404);
        }
    }

    [Fact]
    public async Task The_operators_door_is_not_there_from_outside_also_with_the_operators_key()
    {
        string[] commands = ["re-drive", "organisations", "passwords", "keys", "signing-key", "consumers", "demo-data", "consumers/ticketing-open-follow-up/pause"];
        string[] prefixes = ["", "/api/v1", "/api/v1/organisation/..", "/api/v1/tickets/%2e%2e/%2e%2e/%2e%2e", "/api/v1/tickets/..%2f..%2f..", "/identity", "/s/x/..;/.."];
        using var admin = system.Client("nordlys", "admin");
        admin.DefaultRequestHeaders.Add("X-Operator-Key", system.Secret("operator-key"));
        foreach (var command in commands)
            foreach (var prefix in prefixes)
                foreach (var method in (HttpMethod[])[HttpMethod.Post, HttpMethod.Get])
                {
                    using var request = new HttpRequestMessage(method, new Uri($"{system.Gateway}".TrimEnd('/') + prefix + "/internal/" + command, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
                    // 401: a page of a customer's link, where nobody is signed in, and nothing of that name.
                    var reply = await Reply.To(admin, request);
                    reply.Code.ShouldBeOneOf(400, 401, 404, 405);
                    if (reply.Code == 401) prefix.ShouldStartWith("/s/");
                }
    }

    [Fact]
    public async Task The_operators_door_of_every_service_takes_its_key_only()
    {
        foreach (var service in (string[])["identity", "ticketing", "survey", "knowledge-base", "staffing", "mail", "demo"])
            foreach (var key in (string?[])[null, "", "x", system.Secret("operator-key")[..^1], system.Secret("operator-key") + "x", system.Secret("service-key")])
            {
                using var inside = new HttpClient { BaseAddress = new Uri(system.Endpoint(service)) };
                using var request = new HttpRequestMessage(HttpMethod.Post, service == "demo" ? "/internal/demo-data" : "/internal/re-drive");
                if (key is not null) request.Headers.TryAddWithoutValidation("X-Operator-Key", key);
                using var answer = await inside.SendAsync(request);
                ((int)answer.StatusCode).ShouldBe(401, $"{service} {key?.Length}");
            }
    }
}
