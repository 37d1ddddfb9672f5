using CustomerOps.ServiceDefaults.Access;
using Microsoft.AspNetCore.Mvc;

namespace CustomerOps.Ticketing.Attachments;

internal static class AttachmentEndpoints
{
    public static RouteGroupBuilder MapAttachments(this RouteGroupBuilder api)
    {
        var files = api.MapGroup("/tickets/{id:guid}/attachments").For(Roles.Readers).WithTags("Attachments");
        files.MapPost("/", UploadAttachment.Handle).For(Roles.Staff).WithMetadata(new RequestSizeLimitAttribute(Attachment.MaxBytes))
            .WithSummary("Bring a file (the body, at most 25 MB, its type in Content-Type); a message then names it in attachmentIds");
        files.MapGet("/", ListAttachments.Handle).WithSummary("A ticket's files, oldest first");
        files.MapGet("/{attachmentId:guid}", GetAttachment.Handle).WithSummary("What is known of a file");
        files.MapGet("/{attachmentId:guid}/content", DownloadAttachment.Handle).Produces(200, contentType: FileKinds.Unknown).WithSummary("The file itself, to be saved");
        files.MapDelete("/{attachmentId:guid}", RemoveAttachment.Handle).For(Roles.Staff).WithSummary("Remove a file that was not sent with a message yet");
        api.MapGet("/my-tickets/{id:guid}/attachments/{attachmentId:guid}/content", DownloadAttachment.Own).For(Roles.Customer).WithTags("Customer portal")
            .Produces(200, contentType: FileKinds.Unknown).WithSummary("A file that was sent to or by the customer");
        return api;
    }
}
