using CustomerOps.ServiceDefaults.Access;

namespace CustomerOps.Ticketing.HandlingNotes;

internal static class HandlingNoteEndpoints
{
    public static RouteGroupBuilder MapHandlingNotes(this RouteGroupBuilder api)
    {
        var notes = api.MapGroup("/handling-notes/{id:guid}").For(Roles.Staff).WithTags("Handling notes");
        notes.MapGet("/", GetHandlingNote.Handle).WithSummary("One handling note, and who has read it");
        notes.MapPut("/", ChangeHandlingNote.Handle).WithSummary("Change a note; what it says anew everybody acknowledges anew");
        notes.MapDelete("/", RemoveHandlingNote.Handle).WithSummary("Remove a note");
        notes.MapPut("/acknowledgement", AcknowledgeHandlingNote.Handle).WithSummary("You have read it");
        var customer = api.MapGroup("/customers/{id:guid}/handling-notes").For(Roles.Staff).WithTags("Handling notes");
        customer.MapGet("/", ListHandlingNotes.Handle).WithSummary("What everybody who serves the customer has to know, newest first");
        customer.MapPost("/", AddHandlingNote.Handle).WithSummary("Note how the customer is to be treated, until when, and whether it must be acknowledged before an answer");
        api.MapGet("/tickets/{id:guid}/handling-notes", ListHandlingNotes.OfTicket).For(Roles.Staff).WithTags("Handling notes").WithSummary("The notes of the ticket's customer that hold now");
        return api;
    }
}
