using CustomerOps.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Shouldly;
using Xunit;

namespace CustomerOps.ServiceDefaults.Tests;

/// <summary>What the database says is told as what it is, however EF wraps it.</summary>
public sealed class ProblemTranslationTests
{
    private static readonly PostgresException s_deadlock = Said("40P01"), s_taken = Said("23505"), s_check = Said("23514");
    private static readonly NpgsqlException s_lost = new("lost", new IOException());

    public static TheoryData<Exception, int> Failures => new()
    {
        { s_deadlock, 409 }, { new DbUpdateException("save", s_deadlock), 409 }, { Passing(new DbUpdateException("save", s_deadlock)), 409 },
        { s_taken, 409 }, { new DbUpdateException("save", s_taken), 409 }, { new DbUpdateConcurrencyException("stale"), 412 },
        { s_lost, 503 }, { Passing(s_lost), 503 }, { new DbUpdateException("save", s_lost), 503 }, { Passing(new TimeoutException()), 503 },
        { new DbUpdateException("save", s_check), 500 }, { new InvalidOperationException("ours"), 500 }, { new InvalidOperationException("ours", new IOException()), 500 },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task It_has_the_status_of_its_cause(Exception failure, int status)
    {
        var context = new DefaultHttpContext();
        await new ProblemTranslation(_ => throw failure, NullLogger<ProblemTranslation>.Instance).Invoke(context);
        context.Response.StatusCode.ShouldBe(status);
    }

    private static PostgresException Said(string state) => new("said", "ERROR", "ERROR", state);

    private static InvalidOperationException Passing(Exception inner) => new("An exception has been raised that is likely due to a transient failure.", inner);
}
