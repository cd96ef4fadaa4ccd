using LmmCl.RealShape.Bench;
using LmmCl.Tests;

// A checkpoint of LLaVA-OneVision-0.5B's dimensions with random weights: "make FOLDER TOKENIZER_FOLDER" writes it, "load FOLDER" times
// loading against reading the files, "generate FOLDER THREADS ROUNDS" times prompts and their continuations (bench/generation.sh).
switch (args)
{
    case ["make", var folder, var tokenizers]:
        RealShape.Write(folder, tokenizers);
        break;
    case ["load", var folder]:
        Loading.Measure(folder);
        break;
    case ["generate", var folder, var threads, var rounds]:
        Generating.Measure(folder, int.Parse(threads), int.Parse(rounds));
        break;
    default:
        Console.Error.WriteLine("make FOLDER TOKENIZER_FOLDER | load FOLDER | generate FOLDER THREADS ROUNDS");
        return 2;
}

return 0;
