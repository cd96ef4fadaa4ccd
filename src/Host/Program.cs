using LmmCl.Host.CommandLine;

return await CommandTree.InvokeAsync(args);
