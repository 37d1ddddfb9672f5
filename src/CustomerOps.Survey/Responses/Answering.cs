using CustomerOps.Survey.Links;

namespace CustomerOps.Survey.Responses;

/// <summary>Takes a customer's answers, once: the held invitation lets one of many at the same moment through, a unique index guards it besides.</summary>
internal sealed class Answering(LinkOpener opener, SurveyDb db, TimeProvider time)
{
    /// <param name="refuse">The answers are known to be wrong already: only find out what else is.</param>
    /// <returns>The stored response, or null with the faults.</returns>
    public async Task<(Response? Response, AnswerSheet Sheet)> Give(string token, IEnumerable<(string, string?)> given, CancellationToken ct, bool refuse = false)
    {
        opener.Check(token);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var link = await opener.Hold(token, ct);
        link.Invitation.RefuseSecondAnswer();
        var sheet = AnswerSheet.Read(link.Definition, given);
        if (refuse || sheet.Faults.Count > 0) return (null, sheet);
        var response = Response.To(link.Invitation, link.Definition, sheet.Answers, time.GetUtcNow());
        db.Add(response);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return (response, sheet);
    }
}
