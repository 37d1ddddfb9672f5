namespace CustomerOps.Identity.Signing;

internal static class RotateSigningKey
{
    public static Task<SigningGeneration> Handle(SigningGenerations generations, CancellationToken stop) => generations.Rotate(stop);
}
