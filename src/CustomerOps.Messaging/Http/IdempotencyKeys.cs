using System.Security.Cryptography;
using System.Text.Json;
using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Messaging.Http;

/// <summary>
/// <c>Idempotency-Key</c> on POST: the first answer is stored in the transaction of its effect and returned again for 24 hours.
/// The same key with another body is 422, one still being answered 409. A refusal changes nothing and is not stored.
/// Of a route that shows a secret only that it was done is stored: the same request again is 409.
/// </summary>
internal sealed class IdempotencyKeys<TDb>(RequestDelegate next) where TDb : MessagingDb
{
    private const int MaxKey = 255;

    public async Task Invoke(HttpContext context)
    {
        var key = context.Request.Headers["Idempotency-Key"].ToString();
        // A route for anybody works for the organisation its link names, which may not be the caller's.
        var forAnybody = context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is not null;
        if (key.Length == 0 || forAnybody || !HttpMethods.IsPost(context.Request.Method) || context.User.Identity?.IsAuthenticated != true) { await next(context); return; }
        if (key.Length > MaxKey) { await new Problem(400, "idempotency.key-too-long", $"Idempotency-Key has at most {MaxKey} characters.").Write(context, context.RequestAborted); return; }

        var stop = context.RequestAborted;
        var db = (TDb)context.RequestServices.GetService(typeof(TDb))!;
        var caller = Caller.From(context.User);
        var hash = await Hash(context.Request, stop);
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        if (!await db.TryLock($"{caller.SubjectId}/{key}", stop))
        {
            await new Problem(409, "idempotency.in-flight", "A request with this Idempotency-Key is being answered.").Write(context, stop);
            return;
        }

        var stored = await db.Database.SqlQuery<Stored>($"select request_hash, status, headers, body from idempotency_keys where subject_id = {caller.SubjectId} and key = {key}").SingleOrDefaultAsync(stop);
        if (stored is null) await Answer(context, db, caller, key, hash, transaction, stop);
        else if (!stored.request_hash.AsSpan().SequenceEqual(hash)) await new Problem(422, "idempotency.key-reused", "This Idempotency-Key was used for another request.").Write(context, stop);
        else if (ShowsSecret(context)) await new Problem(409, "idempotency.secret-not-kept", "This was done; the secret it showed is not kept.").Write(context, stop);
        else await Replay(context, stored, stop);
    }

    private async Task Answer(HttpContext context, TDb db, Caller caller, string key, byte[] hash, Microsoft.EntityFrameworkCore.Storage.IDbContextTransaction transaction, CancellationToken stop)
    {
        var wire = context.Features.Get<IHttpResponseBodyFeature>()!;
        using var buffer = new MemoryStream();
        context.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(buffer));
        try { await next(context); }
        finally { context.Features.Set(wire); }

        if (context.Response.StatusCode is >= 200 and < 300)
        {
            var headers = JsonSerializer.Serialize(new[] { "Content-Type", "Location", "ETag" }.Where(context.Response.Headers.ContainsKey).ToDictionary(h => h, h => context.Response.Headers[h].ToString()));
            await db.Database.ExecuteSqlAsync($"insert into idempotency_keys (tenant_id, subject_id, key, request_hash, status, headers, body) values ({caller.TenantId}, {caller.SubjectId}, {key}, {hash}, {context.Response.StatusCode}, {headers}, {(ShowsSecret(context) ? [] : buffer.ToArray())})", stop);
            await transaction.CommitAsync(stop);
        }

        buffer.Position = 0;
        await buffer.CopyToAsync(context.Response.Body, stop);
    }

    private static bool ShowsSecret(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<SecretShownOnce>() is not null;

    private static async Task Replay(HttpContext context, Stored stored, CancellationToken stop)
    {
        context.Response.StatusCode = stored.status;
        foreach (var (name, value) in JsonSerializer.Deserialize<Dictionary<string, string>>(stored.headers)!) context.Response.Headers[name] = value;
        context.Response.Headers["Idempotency-Replayed"] = "true";
        await context.Response.Body.WriteAsync(stored.body, stop);
    }

    private static async Task<byte[]> Hash(HttpRequest request, CancellationToken stop)
    {
        request.EnableBuffering();
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sha.AppendData(System.Text.Encoding.UTF8.GetBytes($"{request.Path}{request.QueryString}\n"));
        var chunk = new byte[8192];
        for (int read; (read = await request.Body.ReadAsync(chunk, stop)) > 0;) sha.AppendData(chunk, 0, read);
        request.Body.Position = 0;
        return sha.GetHashAndReset();
    }

#pragma warning disable IDE1006 // columns as the database names them
    private sealed record Stored(byte[] request_hash, int status, string headers, byte[] body);
#pragma warning restore IDE1006
}
