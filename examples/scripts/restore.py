"""Puts the machine back that an image was made of."""
import boto3


def restore(events, context):
    ec2 = boto3.client("ec2")
    image = ec2.describe_images(ImageIds=[events["image"]])["Images"][0]
    root = next(each for each in image["BlockDeviceMappings"] if each["DeviceName"] == image["RootDeviceName"])
    task = ec2.create_replace_root_volume_task(InstanceId=events["instance"], SnapshotId=root["Ebs"]["SnapshotId"])
    return {"task": task["ReplaceRootVolumeTask"]["ReplaceRootVolumeTaskId"]}
