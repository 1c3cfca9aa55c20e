Console.Error.WriteLine("sweep: no command is built in yet");
return 2;
