using System.Text;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Attachments;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.Attachments;

public sealed class FileKindsTests
{
    private static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0], Zip = [0x50, 0x4B, 3, 4, 20, 0], Exe = [0x4D, 0x5A, 0x90, 0], Elf = [0x7F, 0x45, 0x4C, 0x46, 2];

    [Theory]
    [InlineData("image/png", "image/png")]
    [InlineData("application/octet-stream", "image/png")]
    [InlineData(null, "image/png")]
    public void A_picture_is_known_by_its_bytes(string? claim, string type) => FileKinds.Find(Png, "a.png", claim).ShouldBe(type);

    [Theory]
    [InlineData("application/vnd.openxmlformats-officedocument.wordprocessingml.document")]
    [InlineData("application/vnd.oasis.opendocument.text")]
    [InlineData("application/zip")]
    public void An_archive_may_be_a_document(string claim) => FileKinds.Find(Zip, "a.docx", claim).ShouldBe(claim);

    [Theory]
    [InlineData("text/plain; charset=utf-8", "text/plain")]
    [InlineData("text/csv", "text/csv")]
    [InlineData(null, "text/plain")]
    public void Text_is_text(string? claim, string type) => FileKinds.Find(Encoding.UTF8.GetBytes("navn;beløb\næble;3"), "a.csv", claim).ShouldBe(type);

    [Fact]
    public void Text_whose_last_character_is_cut_is_text() => FileKinds.Find(Encoding.UTF8.GetBytes("æ")[..1], "a.txt", null).ShouldBe("text/plain");

    [Fact]
    public void What_nobody_knows_is_bytes() => FileKinds.Find([0, 1, 2, 0xFF, 0xC0], "a.bin", null).ShouldBe("application/octet-stream");

    [Fact]
    public void A_claim_that_the_bytes_do_not_bear_out_is_refused()
    {
        foreach (var (bytes, claim) in new (byte[], string)[] { (Png, "application/pdf"), (Encoding.UTF8.GetBytes("<html>"), "image/png"), (Zip, "image/jpeg"), ([0, 1, 2, 0xFF], "text/plain"), (Png, "text/html") })
            Should.Throw<RuleViolation>(() => FileKinds.Find(bytes, "file", claim)).Code.ShouldBe("attachment.type", claim);
    }

    [Fact]
    public void A_program_is_refused_whatever_it_is_called_or_claimed()
    {
        foreach (var (bytes, name) in new (byte[], string)[] { (Exe, "holiday.jpg"), (Elf, "invoice.pdf"), (Encoding.UTF8.GetBytes("#!/bin/sh"), "read.txt"), (Png, "a.png.exe"), (Zip, "a.JAR"), (Png, "x.Ps1") })
            Should.Throw<RuleViolation>(() => FileKinds.Find(bytes, name, "application/octet-stream")).Code.ShouldBe("attachment.program", name);
    }

    [Theory]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData("D:\\papers\\Faktura æ.pdf", "Faktura æ.pdf")]
    [InlineData("...", "file")]
    [InlineData("a\u0000\r\nb\"<x>.txt", "ab__x_.txt")]
    [InlineData("photo\u202Egpj.exe", "photogpj.exe")] // shown the other way round it would end in jpg
    [InlineData("  .hidden. ", "hidden")]
    public void A_name_is_made_safe(string name, string clean) => FileNames.Clean(name).ShouldBe(clean);

    [Fact]
    public void A_long_name_keeps_its_ending() => (FileNames.Clean(new string('å', 400) + ".pdf") is { Length: 150 } clean && clean.EndsWith(".pdf", StringComparison.Ordinal)).ShouldBeTrue();
}
