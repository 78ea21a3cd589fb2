// Makes the replica set once and waits until its one member takes writes. Run by mongosh.
const name = 'kequan';
const member = { _id: 0, host: 'mongodb:27017' };

function hasReplicaSet() {
  try {
    return rs.status().ok === 1;
  } catch (error) {
    if (error.codeName === 'NotYetInitialized') return false;
    throw error;
  }
}

if (!hasReplicaSet()) rs.initiate({ _id: name, members: [member] });

const deadline = Date.now() + 60_000;
while (!db.hello().isWritablePrimary) {
  if (Date.now() > deadline) throw new Error('the replica set has no primary after 60 s');
  sleep(200);
}
