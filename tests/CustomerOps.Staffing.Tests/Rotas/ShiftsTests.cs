using System.Net;
using CustomerOps.Staffing.Tests.Support;
using Shouldly;
using Xunit;

namespace CustomerOps.Staffing.Tests.Rotas;

[Collection(StaffingStack.Collection)]
public sealed class ShiftsTests(StaffingStack stack)
{
    [Fact]
    public async Task A_manual_shift_keeps_contract_and_rest()
    {
        using var lead = stack.As("supervisor");
        var person = await stack.Hire("Tired Person");
        using var first = await Add(person, "2027-06-07T14:00:00+02:00", "2027-06-07T22:00:00+02:00");
        first.StatusCode.ShouldBe(HttpStatusCode.Created);
        await Add(person, "2027-06-08T08:30:00+02:00", "2027-06-08T14:00:00+02:00").Refused(HttpStatusCode.Conflict, "shift.rest");
        await Add(person, "2027-06-07T06:00:00+02:00", "2027-06-07T10:00:00+02:00").Refused(HttpStatusCode.Conflict, "shift.two-in-a-day");
        await Add(person, "2027-06-09T08:00:00+02:00", "2027-06-09T17:00:00+02:00").Refused(HttpStatusCode.Conflict, "shift.too-long");
        await Add(person, "2027-06-09T20:00:00+02:00", "2027-06-10T02:00:00+02:00").Refused(HttpStatusCode.Conflict, "shift.hours");
        await Add(person, "2027-06-09T08:00:00+02:00", "2027-06-09T08:00:00+02:00").Refused(HttpStatusCode.UnprocessableEntity, "shift.length");
        await Add(Guid.NewGuid(), "2027-06-09T08:00:00+02:00", "2027-06-09T12:00:00+02:00").Refused(HttpStatusCode.UnprocessableEntity, "shift.person");
        for (var day = 8; day <= 11; day++)
            using (var added = await Add(person, $"2027-06-{day:00}T10:00:00+02:00", $"2027-06-{day:00}T17:00:00+02:00")) added.StatusCode.ShouldBe(HttpStatusCode.Created, await added.Content.ReadAsStringAsync());
        await Add(person, "2027-06-12T10:00:00+02:00", "2027-06-12T10:30:00+02:00").Refused(HttpStatusCode.Conflict, "shift.consecutive-days");
        await Add(person, "2027-06-13T10:00:00+02:00", "2027-06-13T12:00:00+02:00").Refused(HttpStatusCode.Conflict, "shift.weekly-hours");

        Task<HttpResponseMessage> Add(Guid personId, string startsAt, string endsAt) => lead.Post("/api/v1/shifts", new { personId, startsAt, endsAt });
    }

    [Fact]
    public async Task A_shift_is_changed_and_removed_with_the_version_read_and_by_its_own_organisation()
    {
        using var lead = stack.As("manager");
        var person = await stack.Hire("Moved Person");
        using var added = await lead.Post("/api/v1/shifts", new { personId = (Guid?)null, startsAt = "2027-06-15T08:00:00Z", endsAt = "2027-06-15T12:00:00Z" });
        var (shift, tag) = ((await added.Json(HttpStatusCode.Created)).GetProperty("id").GetGuid(), added.Headers.ETag!.Tag);
        var path = $"/api/v1/shifts/{shift}";
        var change = new { personId = person, startsAt = "2027-06-21T08:00:00Z", endsAt = "2027-06-21T12:00:00Z" };
        await lead.Put(path, change, null).Refused(HttpStatusCode.PreconditionRequired, "request.if-match-missing");
        using var changed = await lead.Put(path, change, tag);
        (await changed.Json(HttpStatusCode.OK)).GetProperty("week").GetString().ShouldBe("2027-W25");
        await lead.Put(path, change, tag).Refused(HttpStatusCode.PreconditionFailed, "request.stale");

        using var aurora = stack.As("manager", "aurora");
        await aurora.GetAsync(path).Refused(HttpStatusCode.NotFound, "shift.not-found");
        await aurora.Put(path, change).Refused(HttpStatusCode.NotFound, "shift.not-found");
        await aurora.Send(HttpMethod.Delete, path, null, "*").Refused(HttpStatusCode.NotFound, "shift.not-found");
        await aurora.Post("/api/v1/shifts", change).Refused(HttpStatusCode.UnprocessableEntity, "shift.person");

        using var removed = await lead.Send(HttpMethod.Delete, path, null, changed.Headers.ETag!.Tag);
        removed.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await lead.GetAsync(path).Refused(HttpStatusCode.NotFound, "shift.not-found");
    }
}
