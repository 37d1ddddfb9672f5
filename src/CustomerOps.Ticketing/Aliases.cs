// ASP.NET has a result of this name; ours is the 404 that is thrown.
global using NotFound = CustomerOps.ServiceDefaults.Problems.NotFound;
