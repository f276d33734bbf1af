namespace Activation.Import.Files;

/// <summary>Carries, out of a stream, why the rest of the file cannot be read; <see cref="ReadFailures"/> turns it into the import's failure.</summary>
internal sealed class UnreadableFileException(ImportFailure failure) : IOException(failure.Message)
{
    public ImportFailure Failure => failure;
}
