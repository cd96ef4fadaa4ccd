using LmmCl.Abstractions;

namespace LmmCl.Testing.Tests.Wrong;

/// <summary>Offers a variant whose file it never wrote.</summary>
internal sealed class NamesAVariantThatItCannotAttach : MlpMethod
{
    public override IReadOnlyList<string> Variants(object settings) => ["half"];

    public override void Attach(AttachContext context) =>
        context.Files.Read(Path.Combine(context.StateFolder, $"{context.Variant}.safetensors"));
}
