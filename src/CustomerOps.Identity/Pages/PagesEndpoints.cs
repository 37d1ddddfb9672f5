namespace CustomerOps.Identity.Pages;

/// <summary>What the mails about signing in link to, so that nobody needs a front end to finish: <c>/sign-in/…</c> at the root.</summary>
internal static class PagesEndpoints
{
    public static IEndpointRouteBuilder MapPages(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/sign-in").AllowAnonymous().ExcludeFromDescription();
        group.AddEndpointFilter(OwnFormsOnly.Filter);
        group.MapGet("/", ShowSignIn.Handle);
        group.MapPost("/", ChooseWayIn.Handle);
        group.MapGet("/with-password", ShowPasswordSignIn.Handle);
        group.MapPost("/with-password", SignInByForm.Handle);
        group.MapGet("/provider/answer", AnswerOfProvider.Handle);
        group.MapGet("/session", ShowSignedIn.Handle);
        group.MapPost("/sign-out", SignOutByForm.Handle);
        group.MapPost("/devices/{id:guid}/end", EndDeviceByForm.Handle);
        group.MapGet("/password/{token}", ShowPasswordForm.Handle);
        group.MapPost("/password/{token}", ChoosePassword.Handle);
        group.MapPost("/password/{token}/again", SendPasswordLinkAgain.Handle);
        group.MapGet("/customer/{token}", ShowCustomerDoor.Handle);
        group.MapPost("/customer/{token}", EnterAsCustomer.Handle);
        group.MapPost("/customer/{token}/again", SendCustomerLinkAgain.Handle);
        return app;
    }
}
