using System.Net;
using System.Security.Cryptography;
using System.Text;
using CustomerOps.Contracts.Partners;
using CustomerOps.Testing.Stack;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.Door;

/// <summary>Files of mails that come in, as the mail service tells of them.</summary>
[Collection(DoorCollection.Name)]
public sealed class MailFileTests(TicketingStack door)
{
    private const int PieceBytes = 512 * 1024;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_file_is_on_the_message_it_came_with_whole_and_once_whichever_comes_first(bool mailFirst)
    {
        var (email, content) = (Calls.NewAddress(), Pdf(1_300_000));
        var file = new MailAttachment("../Faktura æ.pdf", "application/pdf", content.Length, Guid.NewGuid());
        var mail = SomeMail.From(email) with { Attachments = [file] };
        var pieces = Pieces(file.FileId!.Value, content);
        if (mailFirst) await door.Mail(mail);
        // Out of order, and the last one twice under its own id and once under another.
        foreach (var (id, piece) in pieces.Reverse().Concat([pieces[2], (Guid.NewGuid(), pieces[2].Piece)])) await door.Tell(piece, id);
        if (!mailFirst) await door.Mail(mail);
        var ticket = await door.TicketOf(email);
        await door.Eventually(async () => (await Files(ticket)).Count == 1, "the file is there");

        var (kept, said) = ((await Files(ticket))[0], (await door.Agent.Get($"/tickets/{ticket.Id}/messages")).Items.Single());
        ((string)kept["name"]!, (string)kept["type"]!, (long)kept["bytes"]!, (string)kept["sha256"]!, (Guid)kept["id"]!).ShouldBe(("Faktura æ.pdf", "application/pdf", content.Length, Convert.ToHexStringLower(SHA256.HashData(content)), file.FileId.Value));
        ((Guid)said["attachments"]!.AsArray().Single()!["id"]!, (string)said["body"]!).ShouldBe((file.FileId.Value, mail.Text));
        using var answer = await door.Agent.GetAsync($"/api/v1/tickets/{ticket.Id}/attachments/{file.FileId}/content");
        (await answer.Content.ReadAsByteArrayAsync()).ShouldBe(content);
        using var customer = await door.SignedIn("nordlys", email);
        (await customer.GetAsync($"/api/v1/my-tickets/{ticket.Id}/attachments/{file.FileId}/content")).StatusCode.ShouldBe(HttpStatusCode.OK);

        foreach (var (id, piece) in pieces) await door.Tell(piece, Guid.NewGuid());
        await door.Tell(mail, Guid.NewGuid());
        await door.Mail(SomeMail.From(Calls.NewAddress()));
        await door.Eventually(async () => await Left(file.FileId.Value) == 0, "nothing is left behind");
        (await Files(ticket)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task What_comes_at_once_is_still_one_file()
    {
        var (email, content) = (Calls.NewAddress(), Pdf(3 * PieceBytes + 1));
        var file = new MailAttachment("a.pdf", "application/pdf", content.Length, Guid.NewGuid());
        var mail = SomeMail.From(email) with { Attachments = [file] };
        await Task.WhenAll([.. Pieces(file.FileId!.Value, content).Select(p => door.Tell(p.Piece, p.Id)), door.Mail(mail)]);
        var ticket = await door.TicketOf(email);
        await door.Eventually(async () => (await Files(ticket)).Count == 1, "the file is there");
        ((string)(await Files(ticket))[0]["sha256"]!).ShouldBe(Convert.ToHexStringLower(SHA256.HashData(content)));
    }

    [Fact]
    public async Task A_reply_brings_its_files_to_its_own_message()
    {
        var email = Calls.NewAddress();
        var first = SomeMail.From(email);
        await door.Mail(first);
        var content = Pdf(1000);
        var reply = SomeMail.From(email, text: "Here it is", inReplyTo: first.MessageId) with { Attachments = [new MailAttachment("b.pdf", "application/pdf", 1000, Guid.NewGuid())] };
        await Bring(reply, content);
        await door.Mail(reply);
        var ticket = await door.TicketOf(email);
        await door.Eventually(async () => (await Files(ticket)).Count == 1, "the file is there");
        (await door.Agent.Get($"/tickets/{ticket.Id}/messages")).Items.Select(m => m["attachments"]!.AsArray().Count).ShouldBe([0, 1]);
    }

    [Fact]
    public async Task None_is_lost_silently_those_not_kept_are_named()
    {
        var email = Calls.NewAddress();
        List<MailAttachment> files = [.. Enumerable.Range(0, 11).Select(i => new MailAttachment($"{i}.txt", "text/plain", 5, Guid.NewGuid()))];
        files.AddRange([new("film.mov", "video/quicktime", 30_000_000, null), new("lies.mov", "video/quicktime", 30_000_000, Guid.NewGuid())]);
        var mail = SomeMail.From(email) with { Attachments = files };
        foreach (var file in files.Take(11)) foreach (var (id, piece) in Pieces(file.FileId!.Value, "words"u8.ToArray())) await door.Tell(piece, id);
        await door.Mail(mail);
        var ticket = await door.TicketOf(email);
        await door.Eventually(async () => (await Files(ticket)).Count == 10, "ten are kept");
        ticket.Messages().Single().Body.ShouldBe($"{mail.Text}\n\nAttached: 10.txt (5 bytes), film.mov (30000000 bytes), lies.mov (30000000 bytes)");
    }

    [Fact]
    public async Task A_program_is_not_kept_and_staff_read_why_and_a_type_that_is_wrong_is_put_right()
    {
        var email = Calls.NewAddress();
        var (program, photo) = (new MailAttachment("holiday.jpg", "image/jpeg", 10, Guid.NewGuid()), new MailAttachment("photo.dat", "image/png", 1000, Guid.NewGuid()));
        var mail = SomeMail.From(email) with { Attachments = [program, photo] };
        foreach (var (id, piece) in Pieces(program.FileId!.Value, Encoding.ASCII.GetBytes("MZ-program")).Concat(Pieces(photo.FileId!.Value, Pdf(1000)))) await door.Tell(piece, id);
        await door.Mail(mail);
        var ticket = await door.TicketOf(email);
        await door.Eventually(async () => (await Files(ticket)).Count == 1 && (await door.TicketOf(email)).Messages().Count == 2, "one is kept, one is not");
        ((string)(await Files(ticket))[0]["type"]!).ShouldBe("application/pdf");
        (await door.TicketOf(email)).Messages().ShouldContain(("internal", "system", "The file holiday.jpg, which came with the mail, was not kept: programs are not taken."));
        (await Left(program.FileId.Value)).ShouldBe(0);
    }

    [Fact]
    public async Task What_no_mail_names_is_forgotten_and_what_never_comes_whole_is_said()
    {
        var (orphan, email) = (Guid.NewGuid(), Calls.NewAddress());
        var torn = new MailAttachment("torn.pdf", "application/pdf", 2 * PieceBytes, Guid.NewGuid());
        await door.Tell(Pieces(orphan, Pdf(10))[0].Piece);
        await door.Tell(Pieces(torn.FileId!.Value, Pdf(2 * PieceBytes))[0].Piece);
        await door.Mail(SomeMail.From(email) with { Attachments = [torn] });
        await door.Eventually(async () => await Left(orphan) == 1 && await door.Scalar<long>($"select count(*) from mail_file_pieces where file_id = '{torn.FileId}'") == 1, "both wait");
        foreach (var id in (Guid[])[orphan, torn.FileId.Value])
            await door.Execute($"update due_messages set due_at = now() where name = 'forget-mail-file' and body::jsonb ->> 'fileId' = '{id}'");
        await door.Eventually(async () => await Left(orphan) + await Left(torn.FileId.Value) == 0, "both are gone");
        (await door.TicketOf(email)).Messages().ShouldContain(("internal", "system", "The file torn.pdf, which came with the mail, was not kept: it never came whole."));
    }

    [Fact]
    public async Task Another_organisations_mail_does_not_get_the_file()
    {
        var (email, content) = (Calls.NewAddress(), Pdf(100));
        var file = new MailAttachment("a.pdf", "application/pdf", 100, Guid.NewGuid());
        foreach (var (id, piece) in Pieces(file.FileId!.Value, content)) await door.Tell(piece, id);
        await door.Eventually(async () => await Left(file.FileId.Value) == 1, "it waits");
        await door.Mail(SomeMail.From(email) with { Attachments = [file] }, "aurora");
        await door.Mail(SomeMail.From(Calls.NewAddress()), "aurora");
        (await door.Scalar<long>($"select count(*) from attachments where id = '{file.FileId}'")).ShouldBe(0);
    }

    [Theory]
    [InlineData("\"number\":0", "\"number\":1")]
    [InlineData("\"number\":0", "\"number\":-1")]
    [InlineData("\"pieces\":1", "\"pieces\":65")]
    [InlineData("JVBERi0xLjcK", "not base64")]
    [InlineData("JVBERi0xLjcK", "")]
    [InlineData("019aa9e0-6a34-5c50-8a5c-3f1f0e8f9b22", "00000000-0000-0000-0000-000000000000")]
    public async Task A_piece_that_breaks_the_contract_goes_back_to_its_sender_with_the_reason(string from, string to)
    {
        await using var shop = await Shop.Open(door.Stack);
        var example = (await File.ReadAllTextAsync(Path.Combine(Repository.Root, "tests/CustomerOps.Ticketing.Tests/Examples/mail-file-piece.v1.json"))).Replace(": ", ":", StringComparison.Ordinal)
            .Replace("019aa9e0-6a34-7c50-8a5c-3f1f0e8f9b12", $"{door.Stack.Organisation("nordlys")}", StringComparison.Ordinal).Replace("019aa9e0-6a34-5c50-8a5c-3f1f0e8f9b21", $"{Guid.NewGuid()}", StringComparison.Ordinal);
        example.ShouldContain(from);
        await shop.SendText("mail-file-piece.v1", example.Replace(from, to, StringComparison.Ordinal));
        using var admin = door.Stack.Client("nordlys", "admin");
        await door.Eventually(async () => (await admin.Get($"/partners/{shop.Name}/rejected")).Items.Any(r => r["code"]!.GetValue<string>() == "mail-file.unreadable"), "it is shown as rejected");
    }

    private static byte[] Pdf(int bytes)
    {
        var content = RandomNumberGenerator.GetBytes(bytes);
        "%PDF-1.7"u8.CopyTo(content);
        return content;
    }

    private static (Guid Id, MailFilePiece Piece)[] Pieces(Guid fileId, byte[] content)
    {
        var pieces = content.Chunk(PieceBytes).ToArray();
        return [.. pieces.Select((piece, number) => (Guid.NewGuid(), new MailFilePiece(fileId, number, pieces.Length, Convert.ToBase64String(piece))))];
    }

    private async Task Bring(MailReceived mail, byte[] content)
    {
        foreach (var (id, piece) in Pieces(mail.Attachments[0].FileId!.Value, content)) await door.Tell(piece, id);
    }

    private async Task<IReadOnlyList<System.Text.Json.Nodes.JsonNode>> Files(Answer ticket) => (await door.Agent.Get($"/tickets/{ticket.Id}/attachments")).Items;

    private Task<long> Left(Guid fileId) => door.Scalar<long>($"select (select count(*) from mail_file_pieces where file_id = '{fileId}') + (select count(*) from mail_files where id = '{fileId}')");
}
