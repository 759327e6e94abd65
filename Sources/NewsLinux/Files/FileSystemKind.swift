import CLinux

/// The file system a folder lies on, as far as it decides what to trust.
package enum FileSystemKind: Hashable, Sendable {
  /// inotify reports every change and a lease is refused while anybody writes.
  case local
  /// Others may write without this kernel's knowledge: only a scan finds files, and only a quiet
  /// time tells that one is complete. The name is for people.
  case network(String)

  /// Source: <linux/magic.h> and statfs(2). FUSE stands for sshfs, glusterfs, virtiofs and others:
  /// their writers may sit on other machines.
  package init(magic: Int64) {
    self =
      switch magic {
      case 0x6969: .network("nfs")
      case 0xFF53_4D42, 0xFE53_4D42, 0x517B: .network("smb")
      case 0x6573_5546: .network("fuse")
      case 0x0102_1997: .network("9p")
      case 0x00C3_6400: .network("ceph")
      case 0x5346_414F, 0x6B41_4653: .network("afs")
      case 0x7375_7245: .network("coda")
      case 0x0116_1970: .network("gfs2")
      case 0x7461_636F: .network("ocfs2")
      case 0x0BD0_0BD0: .network("lustre")
      case 0x786F_4256: .network("vboxsf")
      case 0xBACB_ACBC: .network("vmhgfs")
      default: .local
      }
  }
}
