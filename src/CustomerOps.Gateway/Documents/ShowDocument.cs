namespace CustomerOps.Gateway.Documents;

internal static class ShowDocument
{
    public static async Task<IResult> Handle(MergedDocument document, CancellationToken stop) => Results.Text(await document.Get(stop), "application/json");
}
