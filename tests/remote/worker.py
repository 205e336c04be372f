"""A worker for tests of remote execution: takes actions from a server by the Remote Workers API, and runs each where
there is nothing but its declared inputs.

    python worker.py --server HOST:PORT --instance NAME --place DIR --toolchain SYSROOT [--slots N]

The interpreter is the one that BuildGrid is installed for (tests/remote/server.sh): the protocol's messages come with
it. It needs the right to change its root directory: root has it, others get it in a user namespace of their own.

What keeps an action from seeing anything else:

- its root directory is one of the worker's own (chroot). In it are, read-only, the system's programs and libraries,
  /proc, /dev and the Rust toolchain, which stand for a container image. No home, no registry, no checkout;
- /exec, its input root, is emptied and filled for each action, from the blobs of its input root alone;
- its environment is the one that the action says, and for Siso's actions that is none at all;
- it has no network (a network namespace of its own).
"""

import argparse
import hashlib
import os
import shutil
import stat
import subprocess
import sys
import threading
import time
import traceback
import uuid
from concurrent.futures import ThreadPoolExecutor, as_completed

import grpc
from buildgrid._protos.build.bazel.remote.execution.v2 import remote_execution_pb2 as execution
from buildgrid._protos.build.bazel.remote.execution.v2 import remote_execution_pb2_grpc as execution_rpc
from buildgrid._protos.google.bytestream import bytestream_pb2 as bytestream
from buildgrid._protos.google.bytestream import bytestream_pb2_grpc as bytestream_rpc
from buildgrid._protos.google.devtools.remoteworkers.v1test2 import bots_pb2 as bots
from buildgrid._protos.google.devtools.remoteworkers.v1test2 import bots_pb2_grpc as bots_rpc
from buildgrid._protos.google.rpc import code_pb2

CHUNK = 1 << 20
INPUT_ROOT = "exec"
IMAGE = ["/usr", "/bin", "/lib", "/lib64", "/etc/alternatives", "/etc/ld.so.cache", "/proc", "/dev"]
UNSHARE, CHROOT = shutil.which("unshare"), shutil.which("chroot", path="/usr/sbin:/usr/bin:/sbin:/bin")
MESSAGE_SIZE = [("grpc.max_receive_message_length", -1), ("grpc.max_send_message_length", -1)]


class Store:
    """The server's blobs, and a directory with those that were fetched already."""

    def __init__(self, channel, instance, directory):
        self.stream = bytestream_rpc.ByteStreamStub(channel)
        self.instance = instance
        self.directory = directory
        os.makedirs(directory, exist_ok=True)

    def file_of(self, digest):
        path = os.path.join(self.directory, digest.hash)
        if not os.path.exists(path):
            name = f"{self.instance}/blobs/{digest.hash}/{digest.size_bytes}"
            scratch = f"{path}.{uuid.uuid4()}"
            with open(scratch, "wb") as file:
                if digest.size_bytes > 0:
                    for part in self.stream.Read(bytestream.ReadRequest(resource_name=name)):
                        file.write(part.data)
            os.rename(scratch, path)
        return path

    def message(self, kind, digest):
        with open(self.file_of(digest), "rb") as file:
            return kind.FromString(file.read())

    def upload(self, path):
        with open(path, "rb") as file:
            data = file.read()
        digest = execution.Digest(hash=hashlib.sha256(data).hexdigest(), size_bytes=len(data))
        name = f"{self.instance}/uploads/{uuid.uuid4()}/blobs/{digest.hash}/{digest.size_bytes}"

        def parts():
            for start in range(0, max(len(data), 1), CHUNK):
                part = data[start : start + CHUNK]
                yield bytestream.WriteRequest(
                    resource_name=name, write_offset=start, data=part, finish_write=start + len(part) == len(data)
                )

        self.stream.Write(parts())
        return digest


class Slot:
    """A root directory in which one action runs at a time."""

    def __init__(self, root, image, store):
        self.root = root
        self.store = store
        for path in image:
            if os.path.islink(path):
                os.makedirs(os.path.dirname(root + path), exist_ok=True)
                os.symlink(os.readlink(path), root + path)
            elif os.path.isdir(path):
                os.makedirs(root + path)
            elif os.path.exists(path):
                os.makedirs(os.path.dirname(root + path), exist_ok=True)
                open(root + path, "w").close()
            else:
                continue
            if not os.path.islink(path):
                options = "rbind" if path in ("/proc", "/dev") else "bind,ro"
                subprocess.run(["mount", "-o", options, path, root + path], check=True)
        os.makedirs(root + "/tmp")
        self.exec = os.path.join(root, INPUT_ROOT)

    def lay_out(self, digest, directory):
        os.makedirs(directory, exist_ok=True)
        content = self.store.message(execution.Directory, digest)
        for file in content.files:
            path = os.path.join(directory, file.name)
            shutil.copyfile(self.store.file_of(file.digest), path)
            os.chmod(path, 0o755 if file.is_executable else 0o644)
        for link in content.symlinks:
            os.symlink(link.target, os.path.join(directory, link.name))
        for child in content.directories:
            self.lay_out(child.digest, os.path.join(directory, child.name))

    def run(self, action):
        command = self.store.message(execution.Command, action.command_digest)
        for directory in (self.exec, self.root + "/tmp"):
            shutil.rmtree(directory, ignore_errors=True)
            os.makedirs(directory)
        self.lay_out(action.input_root_digest, self.exec)
        home = os.path.normpath(os.path.join(self.exec, command.working_directory))
        outputs = list(command.output_paths) or list(command.output_files)
        for output in outputs:
            os.makedirs(os.path.dirname(os.path.join(home, output)), exist_ok=True)
        inside = "/" + os.path.relpath(home, self.root)
        # By their paths: the action's environment may have no PATH.
        started = subprocess.run(
            [UNSHARE, "--net", CHROOT, self.root, "/bin/sh", "-c", 'cd "$0" && exec "$@"', inside]
            + list(command.arguments),
            env={variable.name: variable.value for variable in command.environment_variables},
            stdin=subprocess.DEVNULL,
            capture_output=True,
        )
        result = execution.ActionResult(
            exit_code=started.returncode, stdout_raw=started.stdout, stderr_raw=started.stderr
        )
        for output in outputs:
            path = os.path.join(home, output)
            if os.path.isfile(path):
                result.output_files.add(
                    path=output, digest=self.store.upload(path), is_executable=bool(os.stat(path).st_mode & stat.S_IXUSR)
                )
        return result


class Bot:
    """One session with the server."""

    def __init__(self, channel, instance, name, slot, log):
        self.rpc = bots_rpc.BotsStub(channel)
        self.instance = instance
        self.slot = slot
        self.log = log
        self.session = bots.BotSession(bot_id=name, status=bots.OK)
        device = self.session.worker.devices.add(handle=name)
        device.properties.add(key="OSFamily", value="Linux")

    def update(self):
        request = bots.UpdateBotSessionRequest(name=self.session.name, bot_session=self.session)
        self.session = self.rpc.UpdateBotSession(request, timeout=20)

    def serve(self):
        self.session = self.rpc.CreateBotSession(
            bots.CreateBotSessionRequest(parent=self.instance, bot_session=self.session), timeout=20
        )
        while True:
            # BuildGrid may hand one out as if it had been answered already.
            for lease in [lease for lease in self.session.leases if lease.state in (bots.PENDING, bots.ACTIVE)]:
                self.take(lease)
            try:
                self.update()
            except grpc.RpcError as error:
                # Nothing to do for a while.
                if error.code() != grpc.StatusCode.DEADLINE_EXCEEDED:
                    raise

    def take(self, lease):
        # The action, or only its digest.
        action, digest = execution.Action(), execution.Digest()
        is_whole = lease.payload.Unpack(action)
        if not is_whole:
            lease.payload.Unpack(digest)
        name = hashlib.sha256(action.SerializeToString()).hexdigest() if is_whole else digest.hash
        # The server must hear that it runs before it hears that it is done.
        lease.state = bots.ACTIVE
        self.update()
        began = time.monotonic()
        try:
            result = self.slot.run(action if is_whole else self.slot.store.message(execution.Action, digest))
            status = code_pb2.OK
        except Exception as error:  # The action's fault or ours: the client should hear of it.
            result = execution.ActionResult(exit_code=1, stderr_raw=f"worker: {error!r}\n".encode())
            status = code_pb2.INTERNAL
            traceback.print_exc()
        for lease in self.session.leases:
            lease.state = bots.COMPLETED
            lease.status.code = status
            lease.result.Pack(result)
        self.log(f"{name} {result.exit_code} {time.monotonic() - began:.3f}")


def parse_arguments():
    parser = argparse.ArgumentParser(description="run actions from a Remote Execution server")
    parser.add_argument("--server", required=True)
    parser.add_argument("--instance", required=True)
    parser.add_argument("--place", required=True, help="a directory for roots and blobs; what is in it is removed")
    parser.add_argument("--toolchain", required=True, help="what `rustc --print sysroot` says")
    parser.add_argument("--slots", type=int, default=os.cpu_count())
    return parser.parse_args()


def enter_namespace():
    """A mount namespace, so that what is mounted goes when the worker does."""
    if os.environ.pop("WORKER_HAS_NAMESPACE", None):
        return
    os.environ["WORKER_HAS_NAMESPACE"] = "yes"
    command = ["unshare", "--mount", "--propagation", "private"]
    if os.geteuid() != 0:
        command.append("--map-root-user")
    os.execvp(command[0], command + [sys.executable] + sys.argv)


def main():
    arguments = parse_arguments()
    enter_namespace()
    shutil.rmtree(arguments.place, ignore_errors=True)
    os.makedirs(arguments.place)
    place = os.path.realpath(arguments.place)
    image = IMAGE + [os.path.realpath(arguments.toolchain)]
    lock = threading.Lock()

    def log(line):
        with lock:
            print(line, flush=True)

    def serve(number):
        channel = grpc.insecure_channel(arguments.server, options=MESSAGE_SIZE)
        store = Store(channel, arguments.instance, os.path.join(place, "blobs"))
        slot = Slot(os.path.join(place, f"root{number}"), image, store)
        Bot(channel, arguments.instance, f"worker-{number}-{os.getpid()}", slot, log).serve()

    with ThreadPoolExecutor(arguments.slots) as threads:
        for slot in as_completed([threads.submit(serve, number) for number in range(arguments.slots)]):
            # It serves for ever: something went wrong.
            try:
                slot.result()
            finally:
                traceback.print_exc()
                os._exit(1)


if __name__ == "__main__":
    main()
