using System.Net;
using Shouldly;

namespace CustomerOps.Ticketing.Tests.Door;

internal static class SomeComplaint
{
    public static async Task<(Guid Ticket, Answer Complaint)> Complaint(this TicketingStack door, object? body = null, string? email = null)
    {
        var ticket = (await door.Agent.CreateTicket(email)).Id;
        var made = await door.Agent.Post($"/tickets/{ticket}/complaints", body ?? new { severity = "medium", category = "delivery" });
        made.Status.ShouldBe(HttpStatusCode.Created, made.Body.ToJsonString());
        return (ticket, made);
    }

    /// <summary>Whatever it was before, it is there.</summary>
    public static async Task Cause(this TicketingStack door, string name)
    {
        var set = await door.Manager.Call(HttpMethod.Put, $"/complaint-causes/{name}", new { names = new { en = "Late delivery", hu = "Késedelmes szállítás" } }, "*");
        set.Status.ShouldBe(HttpStatusCode.OK, set.Body.ToJsonString());
    }
}
