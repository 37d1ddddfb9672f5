namespace CustomerOps.Contracts.Partners;

/// <summary>
/// A piece of a file that came with a mail; routing key <c>mail-file-piece.v1</c>. All pieces are sent before the <see cref="MailReceived"/> that names the file;
/// the order in which they arrive does not matter. The same piece has the same message id, however often it comes. A file nobody names is forgotten after a week.
/// </summary>
/// <param name="FileId">The same in all pieces of the file, and in <c>attachments</c> of the mail.</param>
/// <param name="Number">0 is the first.</param>
/// <param name="Pieces">How many the file has, at most 64.</param>
/// <param name="Content">Base64 of at most 512 KiB.</param>
[Event("mail-file-piece.v1", fromPartner: true)]
public sealed record MailFilePiece(Guid FileId, int Number, int Pieces, string Content);
