#:property PublishAot=false
#:project ../src/CustomerOps.Demo

// Loads customers, orders, questions, articles and call counts through the gateway, then runs the loop on them: solve, survey, answer, follow up, plan.
// Run: dotnet run eng/load.cs -- [options]; --help lists them. A run that was stopped goes on; a run that was finished adds nothing.
using CustomerOps.Demo.Loading;

return await LoadProgram.Run(args);
