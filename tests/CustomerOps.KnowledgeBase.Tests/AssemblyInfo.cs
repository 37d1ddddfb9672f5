using CustomerOps.KnowledgeBase.Tests.Support;

[assembly: AssemblyFixture(typeof(Library))]
[assembly: AssemblyFixture(typeof(Desk))]
