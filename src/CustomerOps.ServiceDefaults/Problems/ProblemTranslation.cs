using CustomerOps.ServiceDefaults.Data;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CustomerOps.ServiceDefaults.Problems;

/// <summary>Turns every exception into one RFC 9457 answer; nothing internal leaks.</summary>
internal sealed class ProblemTranslation(RequestDelegate next, ILogger<ProblemTranslation> log)
{
    public async Task Invoke(HttpContext context)
    {
        try { await next(context); }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested && !context.Response.HasStarted) { context.Response.StatusCode = 499; }
        catch (Exception e) when (!context.Response.HasStarted) { await Answer(context, e); }
    }

    private async Task Answer(HttpContext context, Exception exception)
    {
        var problem = Translate(DatabaseFailure.Cause(exception));
        if (problem.Status >= 500) log.LogError(exception, "Request failed");
        context.Response.Clear();
        context.Response.Headers.CacheControl = "no-store";
        if (exception is Stale stale) context.Response.Headers.ETag = $"\"{stale.Current}\"";
        await problem.Write(context, context.RequestAborted);
    }

    private static Problem Translate(Exception exception) => exception switch
    {
        RuleViolation { Field: { } field } rule => new(422, rule.Code, rule.Message, rule.Errors ?? new Dictionary<string, string[]> { [field] = [rule.Message] }),
        RuleViolation rule => new(409, rule.Code, rule.Message),
        NotAllowed denied => new(403, denied.Code, denied.Message),
        NotFound missing => new(404, missing.Code, missing.Message),
        Http.IfMatch.Missing => new(428, "request.if-match-missing", "Send If-Match with the ETag you read."),
        Stale stale => new(412, "request.stale", stale.Message),
        DbUpdateConcurrencyException => new(412, "request.stale", "The resource has changed since it was read; read it again."),
        BadHttpRequestException bad => BadRequest.Describe(bad),
        PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } =>
            new(409, "request.conflict", "Something else with the same identity was stored at the same moment."),
        PostgresException { SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected } =>
            new(409, "request.conflict", "Another change was made at the same moment; try again."),
        NpgsqlException { IsTransient: true } or TimeoutException => new(503, "service.unavailable", "A part of the service is not available; try again."),
        RpcException { StatusCode: StatusCode.Unavailable or StatusCode.DeadlineExceeded or StatusCode.Unimplemented } => new(503, "service.unavailable", "A part of the service is not available; try again."),
        _ => new(500, "service.failed", "Something went wrong on our side."),
    };
}
