// LokiJS, Azurite's database, takes a changed document out of each index and puts it in again, and looks for its place from the index's beginning: in a table of a million
// entities that is 2 ms for each merge. Where the indexed value is the same as before, so is the place, and the index is left as it is.
'use strict';

module.exports = ({ Collection }) => {
  const { update, adaptiveBinaryIndexUpdate } = Collection.prototype;
  let unmoved = [];

  Collection.prototype.update = function (doc) {
    const stored = Array.isArray(doc) ? null : this.get(doc.$loki);
    const outer = unmoved;
    // Of a document that was changed where it is stored, nobody knows what it was.
    unmoved = stored && stored !== doc ? Object.keys(this.binaryIndices).filter((name) => stored[name] === doc[name]) : [];
    try {
      return update.call(this, doc);
    } finally {
      unmoved = outer;
    }
  };

  Collection.prototype.adaptiveBinaryIndexUpdate = function (position, name) {
    if (!unmoved.includes(name)) {
      adaptiveBinaryIndexUpdate.call(this, position, name);
    }
  };
};
