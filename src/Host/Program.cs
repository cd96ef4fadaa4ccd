Console.WriteLine("lmmcl");
