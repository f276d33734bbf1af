using Azure;

namespace Activation.Import.Files;

/// <summary>Tells the exceptions that mean "this file cannot be read" from those that mean "try again". Pure.</summary>
internal static class ReadFailures
{
    public static readonly ImportFailure DamagedArchive = new("damagedArchive",
        "The archive is damaged, incomplete, or compressed by a method that is not supported: pack it again as .gz or .zip (deflate) and drop it again.");

    /// <returns>Null if it says nothing about the file.</returns>
    public static ImportFailure? Of(Exception exception) => exception switch
    {
        UnreadableFileException unreadable => unreadable.Failure,
        RequestFailedException { Status: 404 or 412 } => new ImportFailure("replacedDuringImport",
            "The file was replaced or removed while it was read. What was read before is imported; a new file under the name is an import of its own."),
        InvalidDataException => DamagedArchive,
        _ => null,
    };
}
